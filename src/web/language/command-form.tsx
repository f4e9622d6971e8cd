/**
 * The form of any command, derived from its contract. It keeps what was typed, shows each refusal beside its field, sends
 * once however often it is pressed, and when somebody else was faster shows both versions side by side.
 */
import { Button, Group, Skeleton, Stack, Text } from '@mantine/core'
import { type FormEvent, type ReactNode, useMemo, useRef, useState } from 'react'
import type { CommandContract } from '#kernel/contract.ts'
import type { Field } from '#kernel/operation.ts'
import type { WireInput, WireOutput } from '../wire/client.ts'
import { fieldsOf } from '../wire/contract.ts'
import { refresh, useRun } from '../wire/queries.ts'
import type { RefusalError } from '../wire/refusal-error.ts'
import { commandName } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import { useDraft, type Values } from './form/draft.ts'
import { isReplacing, type Reloaded, useInForce } from './form/in-force.ts'
import { type Merged, mergedWith } from './form/merge.ts'
import { SchemaField } from './form/schema-field.tsx'
import { nothingOf, plainSchema } from './form/shape.ts'
import { StaleNote } from './form/stale-note.tsx'
import { RefusalNote } from './refusal-note.tsx'
import { words } from './words.ts'

/** How a form shows one of its fields where a person deserves better than the derived one. */
export type FieldOverride = (props: {
  value: unknown
  set: (value: unknown) => void
  /** Everything that is given, asked for or not. */
  values: Values
  /** Sets several fields at once, where one follows from another. */
  change: (values: Values) => void
  error: string | undefined
  /** What is wrong inside it, by JSON pointer. */
  errors: ReadonlyMap<string, string>
}) => ReactNode

export interface CommandFormProps<C extends CommandContract> {
  readonly contract: C
  /** Input fields that are given and not asked for. */
  readonly fill?: Values
  /** What the fields begin with: the record as it is, for a change. */
  readonly initial?: Values
  /** The revision the person has seen, for commands that check it. */
  readonly revision?: number
  /** The record as it is now, asked for when somebody else was faster. */
  readonly reload?: () => Promise<Reloaded | null>
  readonly overrides?: Readonly<Record<string, FieldOverride>>
  /** The fields to show, in this order; all unless told. */
  readonly fields?: readonly string[]
  /** What will happen, before it happens. */
  readonly preview?: (values: Values) => ReactNode
  readonly submitLabel?: string
  readonly onDone?: (output: WireOutput<C>) => void
  readonly onCancel?: () => void
}

/** How a form is drawn where a person deserves better than the derived one. */
export type FormShape = Pick<CommandFormProps<CommandContract>, 'fields' | 'overrides' | 'preview'>

const nothing: Values = {}

/** Longer texts are what is sent, and not what it is about. */
const ID_LENGTH_MAX = 64

/** Begins with the record as it is: as the screen tells it, or asked for where it does not. */
export function CommandForm<C extends CommandContract>(props: CommandFormProps<C>) {
  const { begin, reload } = useInForce(props.contract, props)
  if (begin === null) return <Skeleton h={160} />
  if (begin === undefined) return <Form {...props} />
  const { values, revision } = begin
  const known = { initial: { ...values, ...props.initial }, ...(revision === undefined ? {} : { revision }) }
  return <Form {...props} {...known} {...(reload ? { reload } : {})} />
}

interface Other {
  readonly theirs: Values
  readonly mine: Values
  readonly merged: Merged
}

/** What is typed, what somebody else has made of the record meanwhile, and how it is sent. */
function useWriting<C extends CommandContract>(props: CommandFormProps<C>) {
  const { contract, fill = nothing, initial = nothing, onDone } = props
  const fields = useMemo(
    () => askedOf(fieldsOf(contract), fill, props.fields),
    [contract, fill, props.fields],
  )
  // What the person began with, even while the record changes under them.
  const [begin] = useState(() => ({ ...defaultsOf(fields), ...initial }))
  const draft = useDraft(draftKey(contract, fill), begin)
  const command = useRun(contract)
  const [seen, setSeen] = useState(props.revision)
  const [other, setOther] = useState<Other | null>(() =>
    draft.overtaken && isReplacing(contract)
      ? { theirs: begin, mine: draft.values, merged: draft.overtaken }
      : null,
  )
  const now = useNow(props, seen)
  const submit = async (event?: FormEvent) => {
    event?.preventDefault()
    if (command.isPending) return
    const input = {
      ...draft.values,
      ...clearedOf(fields, draft.begun, draft.values),
      ...fill,
    } as WireInput<C>
    const versioned = contract.versioned ? { ifMatch: seen ?? ('*' as const) } : {}
    try {
      const output = await command.mutateAsync({ input, ...versioned })
      draft.forget()
      onDone?.(output)
    } catch (error) {
      if ((error as RefusalError).code !== 'stale_revision') return
      const found = await now()
      if (!found) return
      const merged = mergedWith(draft.begun, draft.values, found.values)
      setSeen(found.revision)
      setOther({ theirs: found.values, mine: draft.values, merged })
      // What is contested is asked again on the next visit, unless it has been answered by then.
      const settled = Object.entries(found.values).filter(([name]) => !merged.contested.includes(name))
      draft.goOn({ ...draft.begun, ...Object.fromEntries(settled) }, merged.values)
    }
  }
  const forget = () => {
    draft.forget()
    setOther(null)
  }
  return { fields, draft, command, other, submit, forget }
}

function Form<C extends CommandContract>(props: CommandFormProps<C>) {
  const { contract, fill = nothing, onCancel } = props
  const t = useWords(words)
  const { fields, draft, command, other, submit, forget } = useWriting(props)
  const errors = errorsOf(command.error)
  const shownError = command.error && !(other && command.error.code === 'stale_revision')
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        {draft.isOld && (
          <Group justify="space-between">
            <Text size="xs" c="dimmed">
              {t('kept')}
            </Text>
            <Button variant="subtle" size="compact-xs" onClick={forget}>
              {t('forget')}
            </Button>
          </Group>
        )}
        {other && <StaleNote {...other} values={draft.values} choose={(values) => draft.set(values)} />}
        {fields.map(({ name, schema, required }) => {
          const set = (value: unknown) => draft.set(withField(draft.values, name, value))
          const override = props.overrides?.[name]
          return override ? (
            <div key={name}>
              {override({
                value: draft.values[name],
                set,
                values: { ...draft.values, ...fill },
                change: (values) => draft.set({ ...draft.values, ...values }),
                error: errors.get(`/${name}`),
                errors,
              })}
            </div>
          ) : (
            <SchemaField
              key={name}
              pointer={`/${name}`}
              name={name}
              schema={schema}
              isRequired={required && schema.default === undefined}
              value={draft.values[name]}
              set={set}
              errors={errors}
            />
          )
        })}
        {props.preview?.({ ...draft.values, ...fill })}
        {shownError && <RefusalNote error={command.error as RefusalError} />}
        <Group justify="flex-end" gap="xs">
          {onCancel && (
            <Button variant="default" onClick={onCancel}>
              {t('cancel')}
            </Button>
          )}
          <Button type="submit" loading={command.isPending}>
            {other ? t('saveAgain') : (props.submitLabel ?? commandName(contract.name))}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** The record as it is now; null where nobody knows. */
function useNow<C extends CommandContract>(props: CommandFormProps<C>, seen: number | undefined) {
  // A form that is not told how to ask for it takes it from the screen, which is asked anew.
  const shown = useRef(props)
  shown.current = props
  return async (): Promise<Reloaded | null> => {
    if (props.reload) return props.reload()
    await refresh()
    await new Promise((resolve) => setTimeout(resolve))
    const { initial: values = nothing, revision } = shown.current
    return revision === undefined || revision === seen ? null : { values, revision }
  }
}

/** What is typed is kept for the record it is about, and for the part of it that is meant. */
function draftKey({ name, target }: CommandContract, fill: Values): string {
  const { [target ?? '']: about = '', ...more } = fill
  const parts = Object.values(more).filter((one) => typeof one === 'string' && one.length <= ID_LENGTH_MAX)
  return [name, about, ...parts].map(String).join(' ')
}

/** Bulky content of files is not typed into fields: such commands have screens of their own. */
function askedOf(fields: readonly Field[], fill: Values, wanted: readonly string[] | undefined): Field[] {
  const open = fields.filter(({ name }) => !(name in fill))
  return wanted?.flatMap((name) => open.filter((field) => field.name === name)) ?? open
}

/** What the contract assumes is shown as already chosen. */
function defaultsOf(fields: readonly Field[]): Values {
  return Object.fromEntries(
    fields.flatMap(({ name, schema }) => {
      const preset = schema.default ?? plainSchema(schema).default
      return preset === undefined ? [] : [[name, preset]]
    }),
  )
}

/** What the record has and the person has emptied: left out it would stay as it is. */
function clearedOf(fields: readonly Field[], begin: Values, values: Values): Values {
  return Object.fromEntries(
    fields.flatMap(({ name, schema }) => {
      const had = begin[name] !== undefined && begin[name] !== null && begin[name] !== ''
      const nothing = had && values[name] === undefined ? nothingOf(schema) : undefined
      return nothing === undefined ? [] : [[name, nothing]]
    }),
  )
}

function withField(values: Values, name: string, value: unknown): Values {
  const { [name]: _before, ...rest } = values
  return value === undefined ? rest : { ...rest, [name]: value }
}

function errorsOf(error: RefusalError | null): ReadonlyMap<string, string> {
  return new Map(error?.fields.map(({ pointer, detail }) => [pointer, detail]))
}
