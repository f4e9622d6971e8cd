/** The first screen: what waits for me, what I wait for, what is stuck in my care, and the figures my role lives by. */
import { Anchor, Group, Paper, SimpleGrid, Stack, Text, UnstyledButton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Suspense } from 'react'
import { listAwaited, listIncidents, listTasks } from '#engines/process/contract.ts'
import { home, setUpStatus } from '#insight/contract.ts'
import { Called } from '../language/called.tsx'
import { Empty } from '../language/empty.tsx'
import { Figure, type Unit } from '../language/figure.tsx'
import { Icon } from '../language/icon.tsx'
import { placeOfRecord } from '../language/kinds.ts'
import { useModelNames } from '../language/model-names.ts'
import { Page, Section } from '../language/page.tsx'
import { Figures, RecordLink } from '../language/record.tsx'
import { DueClock } from '../process/due-clock.tsx'
import { incidentWords } from '../process/incident-words.ts'
import type { WireOutput } from '../wire/client.ts'
import { late } from '../wire/late.ts'
import { useAsk } from '../wire/queries.ts'
import { useSession } from '../wire/session.tsx'
import { formatDistance, formatMinutes, formatNumber, formatPercent, inPlainWords } from '../words/format.ts'
import { nameOf } from '../words/names.ts'
import { reasonWords } from '../words/reasons.ts'
import { useWords } from '../words/words.ts'
import { clockNow } from '../words/zone.ts'
import { words } from './words.ts'

/** Only a new firm sees it, so nobody else waits for it. */
const SetUpGuide = late(async () => ({ default: (await import('../firm/set-up-guide.tsx')).SetUpGuide }))

type RoleFigures = WireOutput<typeof home>['roles'][number]

const TASKS_SHOWN = 6
const NOON = 11
const EVENING = 18

export default function Home() {
  const t = useWords(words)
  const { me, may } = useSession()
  const { data } = useAsk(home, {})
  const { hour } = clockNow()
  const greeting = hour < NOON ? 'morning' : hour < EVENING ? 'day' : 'evening'
  return (
    <Page title={t(greeting, { name: me.name.split(' ')[0] ?? me.name })}>
      <Stack gap="lg">
        {may(setUpStatus) && (
          <Suspense>
            <SetUpGuide />
          </Suspense>
        )}
        {data?.roles.map((role) => (
          <OneRole key={role.role} role={role} isOnly={data.roles.length === 1} />
        ))}
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
          <Tasks />
          <Stack gap="lg">
            <Awaited />
            {may(listIncidents) && <Stuck />}
          </Stack>
        </SimpleGrid>
      </Stack>
    </Page>
  )
}

function OneRole({ role: { role, figures }, isOnly }: { role: RoleFigures; isOnly: boolean }) {
  const content = (
    <Figures>
      {figures.map((figure) => (
        <OneFigure key={figure.key} figure={figure} />
      ))}
    </Figures>
  )
  return isOnly ? content : <Section title={nameOf(role)}>{content}</Section>
}

function OneFigure({ figure }: { figure: RoleFigures['figures'][number] }) {
  const t = useWords(words)
  const told = figure.values[0]?.unit ?? 'count'
  const unit: Unit = told === 'date' ? 'day' : told
  const values = figure.values.map((one) => (one.unit === 'money' ? one.amount : one.value))
  const target = figure.target && targetOf(figure.target, unit)
  return (
    <Figure
      label={t(figure.key as Parameters<typeof t>[0])}
      value={
        values.length === 1 && unit === 'minutes' ? Number.parseInt(String(values[0] ?? '0'), 10) : values
      }
      unit={unit}
      note={target && t(unit === 'minutes' ? 'target' : 'wanted', { value: target })}
      derivation={figure.derivation}
    />
  )
}

/** What a figure is measured against. */
function targetOf(target: string, unit: Unit): string {
  if (unit === 'minutes') return `${formatMinutes(Number.parseInt(target, 10))} h`
  return unit === 'percent' ? formatPercent(target) : formatNumber(target)
}

function Tasks() {
  const t = useWords(words)
  const inModel = useModelNames()
  const { data } = useAsk(listTasks, { sort: 'dueAt', limit: 50 })
  if (!data) return null
  return (
    <Section
      title={t('tasks')}
      actions={
        data.items.length > TASKS_SHOWN && (
          <Anchor component={Link} to="/inbox" size="sm">
            {t('all', { count: data.items.length })}
          </Anchor>
        )
      }
    >
      {data.items.length === 0 ? (
        <Paper withBorder>
          <Empty icon="check" title={t('nothing')} text={t('nothingLead')} />
        </Paper>
      ) : (
        <Stack gap={6}>
          {data.items.slice(0, TASKS_SHOWN).map((task) => (
            <UnstyledButton key={task.id} component={Link} to={`/inbox/${task.id}`}>
              <Paper withBorder p="sm">
                <Group justify="space-between" wrap="nowrap">
                  <Text size="sm" fw={600} truncate>
                    {inModel(task.processKey, task.node, task.name)}
                  </Text>
                  <DueClock dueAt={task.dueAt} isShort />
                </Group>
                <Text size="xs" c="dimmed" lineClamp={2}>
                  {inPlainWords(task.about) || inModel(task.processKey, task.processKey, task.processName)} ·{' '}
                  {reasonWords({ ...task.reason, why: task.why })}
                </Text>
              </Paper>
            </UnstyledButton>
          ))}
        </Stack>
      )}
    </Section>
  )
}

/** What others are to do in what I began, the longest waiting first. */
function Awaited() {
  const t = useWords(words)
  const { data } = useAsk(listAwaited, { sort: 'since', limit: TASKS_SHOWN })
  if (!data) return null
  return (
    <Section title={t('waitingFor')}>
      <Stack gap={6}>
        {data.items.length === 0 && <Nothing text={t('waitingNothing')} />}
        {data.items.map((one) => (
          <OneAwaited key={one.id} awaited={one} />
        ))}
        {data.nextCursor && (
          <Text size="xs" c="dimmed">
            {t('waitingMore')}
          </Text>
        )}
      </Stack>
    </Section>
  )
}

function OneAwaited({ awaited }: { awaited: WireOutput<typeof listAwaited>['items'][number] }) {
  const t = useWords(words)
  const inModel = useModelNames()
  const { processKey, about, people, roles, record, kind, since, dueAt } = awaited
  const name = inModel(processKey, awaited.node, awaited.name)
  const place = record && placeOfRecord(record.kind, record.id)
  const who = [...people.map((one) => one.name), ...roles.map(nameOf)].join(', ')
  const what = inPlainWords(about) || inModel(processKey, processKey, awaited.processName)
  return (
    <Paper withBorder p="sm">
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" fw={600} truncate>
          {who || t('nobody')}
        </Text>
        {dueAt ? <DueClock dueAt={dueAt} isShort /> : null}
      </Group>
      <Text size="xs" c="dimmed" lineClamp={2}>
        {kind === 'question' ? t('answerTo', { name }) : name} ·{' '}
        {place ? (
          <RecordLink to={place} isInText>
            {what}
          </RecordLink>
        ) : (
          what
        )}{' '}
        · {formatDistance(since)}
      </Text>
    </Paper>
  )
}

const Nothing = ({ text }: { text: string }) => (
  <Text size="sm" c="dimmed">
    {text}
  </Text>
)

/** Incidents whose owner is one of my roles. */
function Stuck() {
  const t = useWords(words)
  const inModel = useModelNames()
  const { me } = useSession()
  const mine = new Set(me.roles.map(({ role }) => role))
  const { data } = useAsk(listIncidents, { sort: '-openedAt', limit: 50 })
  const items = data?.items.filter(({ ownerRole }) => mine.has(ownerRole)) ?? []
  if (!data) return null
  return (
    <Section title={t('incidents')}>
      <Stack gap={6}>
        {items.length === 0 && <Nothing text={t('stuckNothing')} />}
        {items.slice(0, TASKS_SHOWN).map((incident) => (
          <Paper key={incident.id} withBorder p="sm">
            <Group gap="xs" wrap="nowrap" align="flex-start">
              <Icon name="warning" size={16} />
              <div style={{ minWidth: 0 }}>
                <RecordLink to={`/processes/instances/${incident.instanceId}`}>
                  {incidentWords(incident)}
                </RecordLink>
                <Text size="xs" c="dimmed">
                  {inModel(incident.processKey, incident.processKey, incident.processKey)} ·{' '}
                  <Called businessKey={incident.businessKey} /> · {formatDistance(incident.openedAt)}
                </Text>
              </div>
            </Group>
          </Paper>
        ))}
      </Stack>
    </Section>
  )
}
