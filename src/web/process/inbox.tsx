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
import { neighbourOf, useDecisionsOnTheWay, useNextReady } from './going-on.ts'
import css from './inbox.module.css'
import { TaskCard } from './task-card.tsx'
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
  const [onTheWay, send] = useDecisionsOnTheWay()
  const tasks = (data?.items ?? []).filter(({ id }) => !onTheWay.has(id))
  const current = taskId ?? (isPhone ? undefined : tasks[0]?.id)
  const at = tasks.findIndex(({ id }) => id === current)
  const next = useNextReady({ tasks, current })
  const open = (wanted: string | undefined, replace = false) =>
    void navigate({
      to: wanted ? `/inbox/${wanted}` : '/inbox',
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
  const decided = () => open(neighbourOf(tasks, current), true)
  const pane = (id: string) => (
    <div key={id} hidden={id !== current}>
      <TaskPane
        taskId={id}
        onDecided={decided}
        onSent={(answer) => send(id, answer, { tasks, open: (wanted) => open(wanted, true) })}
      />
    </div>
  )
  const panes = current === undefined ? [] : [current, ...(next ? [next] : [])].map(pane)
  useHotkeys([
    ['j', () => open(tasks[Math.min(at + 1, tasks.length - 1)]?.id, true)],
    ['k', () => open(tasks[Math.max(at - 1, 0)]?.id, true)],
    ['x', () => current && toggle(current)],
  ])
  if (error) return <RefusalNote error={error} retry={() => void refetch()} />
  if (isPhone && taskId)
    return (
      <Stack gap="xs">
        <Back go={() => open(undefined)} />
        {panes}
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
          <Whose of={of} set={(value) => change({ of: value === 'me' ? null : value })} />
        )
      }
    >
      {chosen.size > 0 && (
        <BulkDecision tasks={tasks.filter(({ id }) => chosen.has(id))} keep={(ids) => choose(new Set(ids))} />
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
                open={() => open(task.id)}
              />
            ))}
            {!isPhone && (
              <Text size="xs" c="dimmed">
                {t('keys')}
              </Text>
            )}
          </Stack>
          {!isPhone && <div className={css['beside']}>{panes}</div>}
        </SimpleGrid>
      )}
    </Page>
  )
}

/** One's own tasks, or everybody's. */
function Whose({ of, set }: { of: string; set: (value: string) => void }) {
  const t = useWords(words)
  return (
    <SegmentedControl
      aria-label={t('inbox')}
      value={of}
      onChange={set}
      data={[
        { value: 'me', label: t('mine') },
        { value: 'everyone', label: t('everyone') },
      ]}
    />
  )
}

/** On a phone, from a task to the list. */
function Back({ go }: { go: () => void }) {
  const t = useWords(words)
  return (
    <Group>
      <ActionIcon variant="subtle" color="gray" aria-label={t('inbox')} onClick={go}>
        <Icon name="back" />
      </ActionIcon>
    </Group>
  )
}
