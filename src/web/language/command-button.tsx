/** A command as a button. What needs no answer is done at once; what does opens its form. Who may not does not see it. */
import { Button, type ButtonProps, Drawer, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { Suspense, useMemo } from 'react'
import type { CommandContract } from '#kernel/contract.ts'
import { run, type WireInput, type WireOutput } from '../wire/client.ts'
import { fieldsOf } from '../wire/contract.ts'
import { late } from '../wire/late.ts'
import { refresh, useRun } from '../wire/queries.ts'
import type { RefusalError } from '../wire/refusal-error.ts'
import { useSession } from '../wire/session.tsx'
import { commandName, summaryOf } from '../words/names.ts'
import { sayIn } from '../words/words.ts'
import { BackCloses } from './back-closes.tsx'
import type { CommandFormProps } from './command-form.tsx'
import { Icon, type IconName } from './icon.tsx'
import { words } from './words.ts'

const CommandForm = late(async () => ({ default: (await import('./command-form.tsx')).CommandForm }))

/** How long a change can be taken back by a press. */
const UNDO_MS = 8_000

/** The command that takes another back, and its input, made of what was asked and answered. */
export interface Undo<C extends CommandContract> {
  readonly contract: CommandContract
  readonly input: (output: WireOutput<C>) => Readonly<Record<string, unknown>>
}

export interface CommandButtonProps<C extends CommandContract>
  extends Omit<CommandFormProps<C>, 'onCancel'>,
    Pick<ButtonProps, 'size' | 'variant' | 'color' | 'fullWidth'> {
  readonly label?: string
  readonly icon?: IconName
  readonly undo?: Undo<C>
  /**
   * Told as soon as the command is sent without a form, with the answer that is to come, by those who go on meanwhile;
   * `onDone` is for the others.
   */
  readonly onSent?: (answer: Promise<unknown>) => void
  readonly isDisabled?: boolean
  /** Opens the form even where nothing must be answered. */
  readonly asks?: boolean
}

export function CommandButton<C extends CommandContract>(props: CommandButtonProps<C>) {
  const {
    contract,
    label,
    icon,
    undo,
    onSent,
    isDisabled,
    asks,
    size = 'sm',
    variant,
    color,
    fullWidth,
    ...form
  } = props
  const { may } = useSession()
  const [isOpen, { open, close }] = useDisclosure()
  const command = useRun(contract)
  const needsAnswer = useMemo(
    () => asks === true || fieldsOf(contract).some((field) => isAsked(field, form.fill)),
    [contract, form.fill, asks],
  )
  if (!may(contract)) return null
  const name = label ?? commandName(contract.name)
  const done = (output: WireOutput<C>) => {
    close()
    tellDone(name, undo, output)
    if (!onSent || isOpen) form.onDone?.(output)
  }
  const press = async () => {
    if (needsAnswer) return open()
    if (command.isPending) return
    const versioned = contract.versioned ? { ifMatch: form.revision ?? ('*' as const) } : {}
    try {
      const answer = command.mutateAsync({ input: { ...form.fill } as WireInput<C>, ...versioned })
      onSent?.(answer)
      done(await answer)
    } catch (error) {
      tellRefused(error as RefusalError)
    }
  }
  return (
    <>
      <Button
        size={size}
        variant={variant ?? 'light'}
        {...(color ? { color } : {})}
        fullWidth={fullWidth ?? false}
        disabled={isDisabled ?? false}
        loading={command.isPending}
        onClick={press}
        {...(icon ? { leftSection: <Icon name={icon} size={16} /> } : {})}
      >
        {name}
      </Button>
      <Drawer opened={isOpen} onClose={close} position="right" size="lg" title={<Text fw={650}>{name}</Text>}>
        <BackCloses close={close} />
        <Text size="sm" c="dimmed" mb="sm">
          {summaryOf(contract)}
        </Text>
        <Suspense>
          <CommandForm
            {...(form as CommandFormProps<CommandContract>)}
            contract={contract}
            onDone={done as never}
            onCancel={close}
            submitLabel={name}
          />
        </Suspense>
      </Drawer>
    </>
  )
}

const isAsked = (
  { name, required, schema }: { name: string; required: boolean; schema: { default?: unknown } },
  fill: Readonly<Record<string, unknown>> = {},
) => required && schema.default === undefined && !(name in fill)

/** Says that it is done and, for some seconds, offers to take it back. */
export function tellDone<C extends CommandContract>(
  name: string,
  undo: Undo<C> | undefined,
  output: WireOutput<C>,
): void {
  const t = sayIn(words)
  const id = crypto.randomUUID()
  const takeBack = async () => {
    notifications.hide(id)
    if (!undo) return
    try {
      const versioned = undo.contract.versioned ? { ifMatch: revisionOf(output) } : {}
      await run(undo.contract, undo.input(output) as never, {
        idempotencyKey: crypto.randomUUID(),
        ...versioned,
      })
      await refresh()
      notifications.show({ color: 'gray', message: t('undone') })
    } catch (error) {
      tellRefused(error as RefusalError)
    }
  }
  notifications.show({
    id,
    color: 'green',
    autoClose: undo ? UNDO_MS : 3_000,
    message: (
      <span>
        {t('done', { name })}{' '}
        {undo && (
          <Button size="compact-xs" variant="subtle" onClick={() => void takeBack()}>
            {t('undo')}
          </Button>
        )}
      </span>
    ),
  })
}

/** The revision that was made, so that only it is taken back and not what somebody has done since. */
function revisionOf(output: unknown): number | '*' {
  const { revision } = (output ?? {}) as { revision?: unknown }
  return typeof revision === 'number' ? revision : '*'
}

/** Says why something was not done. */
export function tellRefused(error: RefusalError): void {
  const t = sayIn(words)
  notifications.show({
    color: 'red',
    autoClose: 12_000,
    title: error.message,
    message: [t('refusalCode', { code: error.code }), ...error.fields.map(({ detail }) => detail)].join(
      ' · ',
    ),
  })
}
