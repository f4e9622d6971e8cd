/** Several tasks of one kind decided at once, by the command that takes many where there is one. */
import { Button, Group, Paper, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { CommandContract } from '#kernel/contract.ts'
import { CommandButton } from '../language/command-button.tsx'
import { contractNamed } from '../language/contracts.ts'
import { useSession } from '../wire/session.tsx'
import { useWords } from '../words/words.ts'
import { BulkForm } from './bulk-form.tsx'
import type { TaskRow } from './task-card.tsx'
import { words } from './words.ts'

interface BulkDecisionProps {
  readonly tasks: readonly TaskRow[]
  /** Leaves only these chosen. */
  readonly keep: (taskIds: readonly string[]) => void
}

export function BulkDecision({ tasks, keep }: BulkDecisionProps) {
  const done = () => keep([])
  const t = useWords(words)
  const { may } = useSession()
  const [first] = tasks
  const kind = ({ processKey, node }: TaskRow) => `${processKey} ${node}`
  const isAlike = first !== undefined && tasks.every((task) => kind(task) === kind(first))
  const many = isAlike ? first.commands.find((name) => name.endsWith('Many') && may(name)) : undefined
  const { data: contract } = useQuery({
    queryKey: ['contract', many],
    queryFn: () => contractNamed(many ?? ''),
    enabled: many !== undefined,
  })
  const targets = (contract as CommandContract | undefined)?.targets
  return (
    <Paper withBorder px="sm" py={6} role="region" aria-label={t('others')}>
      <Group gap="xs">
        <Text size="sm" fw={600}>
          {t('chosen', { count: tasks.length })}
        </Text>
        {contract && targets && (
          <CommandButton
            contract={contract as CommandContract}
            fill={{
              [targets]: [
                ...new Set(tasks.flatMap(({ subjects }) => subjects.map((one) => one.split(':')[0]))),
              ],
            }}
            size="xs"
            variant="filled"
            onDone={done}
          />
        )}
        {(first === undefined || (isAlike && first.commands.length === 0)) && (
          <BulkForm tasks={tasks} keep={keep} />
        )}
        {first !== undefined && !isAlike && <Text size="sm">{t('notAlike')}</Text>}
        <Button variant="subtle" size="xs" aria-label={t('chooseNone')} onClick={done}>
          ×
        </Button>
      </Group>
    </Paper>
  )
}
