/** A task with everything that is needed to decide: what it is about, why it is mine, what was said, and the buttons. */
import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { Suspense, useState } from 'react'
import {
  claim,
  delegate,
  getTask,
  handOver,
  release,
  resolve,
  setFollowUp,
} from '#engines/process/contract.ts'
import { ColleagueField } from '../access/choose.tsx'
import { CommandButton } from '../language/command-button.tsx'
import { Empty } from '../language/empty.tsx'
import { useModelNames } from '../language/model-names.ts'
import { RecordLink } from '../language/record.tsx'
import { RefusalNote } from '../language/refusal-note.tsx'
import { StateBadge } from '../language/state-badge.tsx'
import { Value } from '../language/value.tsx'
import { actFor } from '../wire/client.ts'
import { refresh, useAsk } from '../wire/queries.ts'
import { useSession } from '../wire/session.tsx'
import { formatDistance, formatMoment } from '../words/format.ts'
import { nameOf } from '../words/names.ts'
import { reasonWords } from '../words/reasons.ts'
import { useWords } from '../words/words.ts'
import { Conversation } from './conversation.tsx'
import { aboutOf, decideOf } from './decide.ts'
import { Decision, type DecisionProps } from './decision.tsx'
import { DueClock } from './due-clock.tsx'
import { SubjectFacts } from './subject-facts.tsx'
import type { Task } from './task.ts'
import { WhyMine } from './why-mine.tsx'
import { words } from './words.ts'

interface TaskPaneProps extends Pick<DecisionProps, 'onDecided' | 'onSent'> {
  readonly taskId: string
}

export function TaskPane({ taskId, onDecided, onSent }: TaskPaneProps) {
  const t = useWords(words)
  const inModel = useModelNames()
  const [isGone, setGone] = useState(false)
  const { data: task, error, refetch } = useAsk(getTask, { taskId }, { enabled: !isGone })
  // Done by somebody else, or by itself, while it was looked at: asking again would only be refused again.
  if (!isGone && error?.code === 'task_not_found') setGone(true)
  if (isGone) return <Empty icon="check" title={t('gone')} text={t('goneLead')} />
  if (error) return <RefusalNote error={error} retry={() => void refetch()} />
  if (!task || task.id !== taskId) return null
  const { room, subjects } = aboutOf(task)
  const name = inModel(task.processKey, task.node, task.name)
  const Decide = decideOf(room)
  return (
    <Paper withBorder p="md" component="article" aria-label={name}>
      <Stack gap="md">
        <div>
          <Group gap="xs">
            <Title order={2}>{name}</Title>
            <StateBadge state={task.state} />
          </Group>
          <Group gap="sm">
            <RecordLink to={`/processes/instances/${task.instanceId}`}>
              {inModel(task.processKey, task.processKey, task.processName)}
            </RecordLink>
            <DueClock dueAt={task.dueAt} />
            {task.remindedAt && (
              <Text size="xs" fw={650} title={formatMoment(task.remindedAt)}>
                {t('reminded', { count: task.reminded, when: formatDistance(task.remindedAt) })}
              </Text>
            )}
            <Text size="xs" c="dimmed">
              {t('since', { when: formatDistance(task.createdAt) })}
            </Text>
          </Group>
          <Group gap={4} mt={4}>
            <Text size="sm">{reasonWords({ ...task.reason, why: task.why })}</Text>
            <WhyMine taskId={taskId} />
          </Group>
        </div>
        {subjects.map((subject, index) => {
          const known = (
            <Stack key={subject} gap="md">
              <SubjectFacts commands={task.commands} subject={subject} />
              {index === 0 && <Known variables={task.variables} />}
            </Stack>
          )
          if (!Decide) return known
          return (
            <Suspense key={subject}>
              <Decide subject={subject} variables={task.variables} otherwise={known} />
            </Suspense>
          )
        })}
        {subjects.length === 0 && <Known variables={task.variables} />}
        <ActFor principalId={task.substituteFor} />
        <Decision task={task} onDecided={onDecided} onSent={onSent} />
        <OtherActions task={task} />
        <Conversation task={task} />
      </Stack>
    </Paper>
  )
}

/** The task of somebody one stands in for is decided in their name, which one has to say. */
function ActFor({ principalId }: { principalId: string | null }) {
  const t = useWords(words)
  const { me } = useSession()
  const lender = me.mayActFor.find((one) => one.principalId === principalId)
  if (!lender || me.onBehalfOf?.principalId === principalId) return null
  const act = async () => {
    actFor(lender.principalId)
    await refresh()
  }
  return (
    <Group gap="xs">
      <Text size="sm">{t('standIn', { name: lender.name })}</Text>
      <Button size="xs" variant="light" onClick={() => void act()}>
        {t('actFor', { name: lender.name })}
      </Button>
    </Group>
  )
}

/** What the process knows, as far as people can read it. */
function Known({ variables }: { variables: Readonly<Record<string, unknown>> }) {
  const t = useWords(words)
  const told = Object.entries(withMoney(variables)).filter(
    ([name, value]) => !/Ids?$/.test(name) && value !== null && value !== undefined && !isTangled(value),
  )
  if (told.length === 0) return null
  return (
    <section aria-label={t('facts')}>
      <Stack gap={4}>
        {told.map(([name, value]) => (
          <Group key={name} gap="sm" wrap="nowrap" align="baseline">
            <Text size="sm" c="dimmed" w={140} style={{ flex: 'none' }}>
              {nameOf(name)}
            </Text>
            <Text size="sm" component="div" style={{ overflowWrap: 'anywhere' }}>
              <Value name={name} value={value} />
            </Text>
          </Group>
        ))}
      </Stack>
    </section>
  )
}

/** An amount and its currency, which a process carries side by side, are one figure for people. */
function withMoney(variables: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { amount, currency, ...rest } = variables
  if (typeof amount !== 'string' || typeof currency !== 'string') return variables
  return { ...rest, amount: { amount, currency } }
}

/** Structures within structures are for the engine. */
const isTangled = (value: unknown) =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).some((inner) => typeof inner === 'object' && inner !== null)

function OtherActions({ task }: { task: Task }) {
  const t = useWords(words)
  const { me } = useSession()
  const fill = { taskId: task.id }
  const isMine = task.assigneeId === me.principalId
  const common = { fill, revision: task.revision, size: 'xs' as const, variant: 'default' }
  return (
    <Group gap="xs" role="group" aria-label={t('others')}>
      {task.state === 'created' && (
        <CommandButton contract={claim} {...common} undo={{ contract: release, input: () => fill }} />
      )}
      {task.state === 'claimed' && isMine && <CommandButton contract={release} {...common} />}
      {task.state === 'delegated' && isMine && <CommandButton contract={resolve} {...common} asks />}
      <CommandButton
        contract={delegate}
        label={t('delegate')}
        icon="delegate"
        {...common}
        overrides={{ personId: ColleagueField }}
      />
      <CommandButton
        contract={handOver}
        label={t('handOver')}
        {...common}
        asks
        overrides={{ personId: ColleagueField }}
      />
      <CommandButton contract={setFollowUp} {...common} asks />
    </Group>
  )
}
