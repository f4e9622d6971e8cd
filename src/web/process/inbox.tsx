/** The inbox: what waits for this person, and beside it all that is needed to decide. On a phone one after the other. */
import { ActionIcon, Group, SegmentedControl, SimpleGrid, Stack, Text } from '@mantine/core'
import { useHotkeys, useMediaQuery } from '@mantine/hooks'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { listTasks } from '#engines/process/contract.ts'
import { useAddress } from '../language/address.ts'
import { Empty } from '../language/empty.tsx'
import { Icon } from '../language/icon.tsx'
import { PHONE } from '../language/list/columns.ts'
import { Page } from '../language/page.tsx'
import { RefusalNote } from '../language/refusal-note.tsx'
import { useAsk } from '../wire/queries.ts'
import { useSession } from '../wire/session.tsx'
import { useWords } from '../words/words.ts'
import { BulkDecision } from './bulk-decision.tsx'
import css from './inbox.module.css'
import { TaskCard, type TaskRow } from './task-card.tsx'
import { TaskPane } from './task-pane.tsx'
import { words } from './words.ts'

const SHOWN_MAX = 200

export default function Inbox() {
  const t = useWords(words)
  const navigate = useNavigate()
  const { reach } = useSession()
  const { taskId } = useParams({ strict: false }) as { taskId?: string }
  const [address, change] = useAddress()
  const isPhone = useMediaQuery(PHONE, undefined, { getInitialValueInEffect: false })
  const [chosen, choose] = useState<ReadonlySet<string>>(new Set())
  const of = address['of'] === 'everyone' ? 'everyone' : 'me'
  const { data, error, refetch } = useAsk(listTasks, { of, sort: 'dueAt', limit: SHOWN_MAX })
  const tasks = data?.items ?? []
  const current = taskId ?? (isPhone ? undefined : tasks[0]?.id)
  const at = tasks.findIndex(({ id }) => id === current)
  const open = (task: TaskRow | undefined, replace = false) =>
    void navigate({
      to: task ? `/inbox/${task.id}` : '/inbox',
      search: (old: Record<string, string>) => old,
      replace,
      resetScroll: false,
    } as never)
  const toggle = (id: string) => {
    const next = new Set(chosen)
    if (!next.delete(id)) next.add(id)
    choose(next)
  }
  // Whoever has decided goes on with the next one; on a phone back to the list when it was the last.
  const decided = () => open(tasks[at + 1] ?? tasks[at - 1], true)
  useHotkeys([
    ['j', () => open(tasks[Math.min(at + 1, tasks.length - 1)], true)],
    ['k', () => open(tasks[Math.max(at - 1, 0)], true)],
    ['x', () => current && toggle(current)],
  ])
  if (error) return <RefusalNote error={error} retry={() => void refetch()} />
  if (isPhone && taskId)
    return (
      <Stack gap="xs">
        <Group>
          <ActionIcon variant="subtle" color="gray" aria-label={t('inbox')} onClick={() => open(undefined)}>
            <Icon name="back" />
          </ActionIcon>
        </Group>
        <TaskPane key={taskId} taskId={taskId} onDecided={decided} />
      </Stack>
    )
  return (
    <Page
      title={t('inbox')}
      aside={
        <Text c="dimmed" fw={600}>
          {data ? tasks.length : ''}
        </Text>
      }
      actions={
        reach(listTasks) === 'all' && (
          <SegmentedControl
            aria-label={t('inbox')}
            value={of}
            onChange={(value) => change({ of: value === 'me' ? null : value })}
            data={[
              { value: 'me', label: t('mine') },
              { value: 'everyone', label: t('everyone') },
            ]}
          />
        )
      }
    >
      {chosen.size > 0 && (
        <BulkDecision tasks={tasks.filter(({ id }) => chosen.has(id))} done={() => choose(new Set())} />
      )}
      {data && tasks.length === 0 ? (
        <Empty title={t('nothing')} text={t('nothingLead')} />
      ) : (
        <SimpleGrid
          cols={{ base: 1, md: 2 }}
          style={{ gridTemplateColumns: isPhone ? undefined : 'minmax(280px, 380px) minmax(0, 1fr)' }}
        >
          <Stack gap={6} role="list" aria-label={t('inbox')}>
            {tasks.map((task) => (
              <TaskCard
                key={task.id}
                task={task}
                isCurrent={task.id === current}
                isChosen={chosen.has(task.id)}
                toggle={() => toggle(task.id)}
                open={() => open(task)}
              />
            ))}
            {!isPhone && (
              <Text size="xs" c="dimmed">
                {t('keys')}
              </Text>
            )}
          </Stack>
          {!isPhone && current && <Beside taskId={current} onDecided={decided} />}
        </SimpleGrid>
      )}
    </Page>
  )
}

function Beside({ taskId, onDecided }: { taskId: string; onDecided: () => void }) {
  return (
    <div className={css['beside']}>
      <TaskPane key={taskId} taskId={taskId} onDecided={onDecided} />
    </div>
  )
}
