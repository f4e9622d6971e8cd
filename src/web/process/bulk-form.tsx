/**
 * One answer to several tasks of a kind: which they are and in what they differ, the answer they all get, and what will
 * happen. Each is decided by its own rules; one that is refused stays, with the reason.
 */
import { Alert, Button, Drawer, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { completeMany, getTask } from '#engines/process/contract.ts'
import type { JsonSchema } from '#kernel/operation.ts'
import { tellDone } from '../language/command-button.tsx'
import { useDraft } from '../language/form/draft.ts'
import { Icon } from '../language/icon.tsx'
import { Lines } from '../language/lines.tsx'
import { useAsk, useRun } from '../wire/queries.ts'
import { useSession } from '../wire/session.tsx'
import { inPlainWords } from '../words/format.ts'
import { refusalWords } from '../words/refusals.ts'
import { useWords } from '../words/words.ts'
import { AnswerForm } from './answer-form.tsx'
import { DueClock } from './due-clock.tsx'
import type { TaskRow } from './task-card.tsx'
import { words } from './words.ts'

interface BulkFormProps {
  readonly tasks: readonly TaskRow[]
  /** Leaves only these chosen. */
  readonly keep: (taskIds: readonly string[]) => void
}

export function BulkForm({ tasks, keep }: BulkFormProps) {
  const t = useWords(words)
  const { may } = useSession()
  // As they were when they were opened: one that somebody else does meanwhile is told, and not gone in silence.
  const [opened, open] = useState<readonly TaskRow[]>([])
  const leave = (left: readonly string[]) => {
    open(opened.filter(({ id }) => left.includes(id)))
    keep(left)
  }
  if (!may(completeMany)) return null
  return (
    <>
      {tasks.length > 0 && (
        <Button size="xs" onClick={() => open(tasks)}>
          {t('answerAll')}
        </Button>
      )}
      <Drawer
        opened={opened.length > 0}
        onClose={() => open([])}
        position="right"
        size="lg"
        title={<Text fw={650}>{t('answerCount', { count: opened.length })}</Text>}
      >
        <Answered tasks={opened} leave={leave} />
      </Drawer>
    </>
  )
}

const begun = {}

function Answered({ tasks, leave }: { tasks: readonly TaskRow[]; leave: (left: readonly string[]) => void }) {
  const t = useWords(words)
  const [first] = tasks
  const { data: task } = useAsk(getTask, { taskId: first?.id ?? '' }, { enabled: first !== undefined })
  const command = useRun(completeMany)
  const draft = useDraft(`tasks ${first?.processKey} ${first?.node}`, begun)
  const [refused, setRefused] = useState<ReadonlyMap<string, string>>(new Map())
  const answer = async (variables: Readonly<Record<string, unknown>>, label: string) => {
    const taskIds = tasks.map(({ id }) => id)
    const output = await command
      .mutateAsync({ input: { taskIds, variables: variables as never } })
      .catch(() => null)
    if (!output) return
    const left = output.items.filter(({ refusal }) => refusal !== null)
    setRefused(
      new Map(
        left.map(({ taskId, refusal, message }) => [
          taskId,
          refusalWords({ code: refusal ?? '', detail: message ?? '' }),
        ]),
      ),
    )
    if (left.length === 0) draft.forget()
    if (output.completed > 0) tellDone(label, undefined, output as never)
    leave(left.map(({ taskId }) => taskId))
  }
  return (
    <Stack gap="md">
      {refused.size > 0 && (
        <Alert color="yellow" icon={<Icon name="warning" />} title={t('someLeft', { count: refused.size })} />
      )}
      <Chosen tasks={tasks} refused={refused} leave={leave} />
      <Text size="sm">{t('answerWhat', { count: tasks.length })}</Text>
      {task && (
        <AnswerForm
          schema={task.schema as JsonSchema | null}
          draft={draft}
          isPending={command.isPending}
          error={command.error}
          answer={(variables, label) => void answer(variables, label)}
        />
      )}
    </Stack>
  )
}

/** In what the tasks differ; any of them can be left out. */
function Chosen({
  tasks,
  refused,
  leave,
}: {
  tasks: readonly TaskRow[]
  refused: ReadonlyMap<string, string>
  leave: (left: readonly string[]) => void
}) {
  const t = useWords(words)
  const without = (id: string) => tasks.filter((one) => one.id !== id).map((one) => one.id)
  return (
    <Lines
      label={t('answerAll')}
      rows={tasks}
      columns={[
        {
          name: 'about',
          title: t('aboutTask'),
          phone: 'title',
          show: (one) => <About task={one} reason={refused.get(one.id)} />,
        },
        { name: 'dueAt', phone: 'line', show: ({ dueAt }) => <DueClock dueAt={dueAt} isShort /> },
        {
          name: 'leaveOut',
          title: ' ',
          phone: 'end',
          show: (one) => (
            <Button
              variant="subtle"
              color="gray"
              size="compact-xs"
              aria-label={t('leaveOut', { name: inPlainWords(one.about) || one.name })}
              onClick={() => leave(without(one.id))}
            >
              <Icon name="close" size={14} />
            </Button>
          ),
        },
      ]}
      idOf={({ id }) => id}
    />
  )
}

function About({ task, reason }: { task: TaskRow; reason: string | undefined }) {
  return (
    <Group gap={2} style={{ flexDirection: 'column', alignItems: 'flex-start' }}>
      <Text size="sm">{inPlainWords(task.about) || task.name}</Text>
      {reason !== undefined && (
        <Text size="xs" c="red" role="alert">
          {reason}
        </Text>
      )}
    </Group>
  )
}
