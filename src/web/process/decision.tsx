/** The buttons that decide a task: its commands, or its own form. At the thumb on a phone. */
import { Group, Paper, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { CommandContract } from '#kernel/contract.ts'
import { CommandButton } from '../language/command-button.tsx'
import { contractNamed } from '../language/contracts.ts'
import { useSession } from '../wire/session.tsx'
import { useWords } from '../words/words.ts'
import { fillOf } from './decide.ts'
import { OwnForm } from './own-form.tsx'
import { formOf } from './special-forms.ts'
import type { Task } from './task.ts'
import { revisionOf, useSubject } from './use-subject.ts'
import { words } from './words.ts'

/** Commands that say no: they stand first and are red. */
const saysNo = /\.(reject|return|discard|cancel|lose|decline)/

export interface DecisionProps {
  readonly task: Task
  /** The task was decided in a form. */
  readonly onDecided: () => void
  /** The decision is on its way. */
  readonly onSent: (answer: Promise<unknown>) => void
}

export function Decision({ task, onDecided, onSent }: DecisionProps) {
  const t = useWords(words)
  const { me } = useSession()
  const single = task.commands.filter((name) => !name.endsWith('Many'))
  const { data: known = [] } = useQuery({
    queryKey: ['contracts of', ...single],
    queryFn: () => Promise.all(single.map(commandAndForm)),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const [subject = ''] = task.subjects
  const revision = revisionOf(useSubject(task.commands, subject))
  const fitting = known.filter(({ contract }) => isAbout(contract, task.variables, known))
  const ordered = [...fitting].sort((a, b) => rank(a.contract.name) - rank(b.contract.name))
  if (task.excluded.includes(me.principalId))
    return (
      <Text size="sm" c="dimmed">
        {t('excluded')}
      </Text>
    )
  return (
    <Paper
      role="group"
      aria-label={t('decide')}
      bg="var(--mantine-color-body)"
      py="xs"
      style={{ position: 'sticky', bottom: 'var(--app-shell-footer-height, 0)', zIndex: 3 }}
    >
      {task.commands.length === 0 ? (
        <OwnForm task={task} onDecided={onDecided} />
      ) : (
        <Group gap="xs" justify="flex-end" grow preventGrowOverflow={false}>
          {ordered.map(({ contract, form }, index) => (
            <CommandButton
              key={contract.name}
              contract={contract}
              {...form}
              fill={fillOf(contract, subject)}
              {...(revision === undefined ? {} : { revision })}
              variant={index === ordered.length - 1 ? 'filled' : 'light'}
              {...(saysNo.test(contract.name) ? { color: 'red' } : {})}
              onDone={onDecided}
              onSent={onSent}
            />
          ))}
        </Group>
      )}
    </Paper>
  )
}

/** A command about a part of what the task is about is offered beside that part, where somebody sees which one is meant. */
function isAbout(
  { target }: CommandContract,
  variables: Task['variables'],
  all: readonly { contract: CommandContract }[],
): boolean {
  const whole = `${String((variables as Readonly<Record<string, unknown>>)['subjectType'])}Id`
  return target === whole || !all.some(({ contract }) => contract.target === whole)
}

async function commandAndForm(name: string) {
  const [contract, form] = await Promise.all([contractNamed(name), formOf(name)])
  return { contract: contract as CommandContract, form }
}

/** The answer most tasks get stands last, where the hand is. */
const rank = (name: string) =>
  saysNo.test(name) ? 0 : /\.(approve|confirm|accept|post|start)/.test(name) ? 2 : 1
