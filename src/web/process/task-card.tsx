/** A task in the list: what, of which process, and how long there still is. */
import { Badge, Box, Checkbox, Group, Paper, Text, UnstyledButton } from '@mantine/core'
import type { listTasks } from '#engines/process/contract.ts'
import { useModelNames } from '../language/model-names.ts'
import type { WireOutput } from '../wire/client.ts'
import { formatDistance, inPlainWords } from '../words/format.ts'
import { reasonWords } from '../words/reasons.ts'
import { useWords } from '../words/words.ts'
import { DueClock } from './due-clock.tsx'
import { words } from './words.ts'

export type TaskRow = WireOutput<typeof listTasks>['items'][number]

interface TaskCardProps {
  readonly task: TaskRow
  readonly isCurrent: boolean
  readonly isChosen: boolean
  readonly toggle: () => void
  readonly open: () => void
}

export function TaskCard({ task, isCurrent, isChosen, toggle, open }: TaskCardProps) {
  const t = useWords(words)
  const inModel = useModelNames()
  const name = inModel(task.processKey, task.node, task.name)
  return (
    <Paper
      withBorder
      role="listitem"
      bg={isCurrent ? 'var(--mantine-primary-color-light)' : undefined}
      style={{ borderColor: isCurrent ? 'var(--mantine-primary-color-filled)' : undefined }}
    >
      <Group wrap="nowrap" gap={0} align="flex-start">
        <Box p="sm" pe={0}>
          <Checkbox size="md" aria-label={t('choose_row', { name })} checked={isChosen} onChange={toggle} />
        </Box>
        <UnstyledButton onClick={open} p="sm" flex={1} miw={0} aria-current={isCurrent || undefined}>
          <Group justify="space-between" wrap="nowrap" gap="xs">
            <Text fw={600} size="sm" truncate>
              {name}
            </Text>
            <DueClock dueAt={task.dueAt} isShort />
          </Group>
          <Text size="xs" lineClamp={2}>
            {inPlainWords(task.about) || inModel(task.processKey, task.processKey, task.processName)}
          </Text>
          <Group gap={6} wrap="nowrap" justify="space-between">
            <Text size="xs" c="dimmed" lineClamp={2}>
              {task.asked.length > 0 ? t('asked') : reasonWords({ ...task.reason, why: task.why })}
            </Text>
            {task.remindedAt && (
              <Badge
                size="xs"
                variant="outline"
                color="gray"
                flex="none"
                title={t('reminded', { count: task.reminded, when: formatDistance(task.remindedAt) })}
              >
                {t('remindedShort')}
              </Badge>
            )}
          </Group>
        </UnstyledButton>
      </Group>
    </Paper>
  )
}
