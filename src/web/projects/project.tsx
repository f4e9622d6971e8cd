/** One project: is it on track, what does it earn, who works on it, what comes next. */

import { Anchor, Group, Paper, SimpleGrid, Stack, Table, Text } from '@mantine/core'
import { Link, useParams } from '@tanstack/react-router'
import { listInvoices } from '#flow/billing/contract.ts'
import {
  addWorkPackage,
  assignManager,
  complete,
  listEstimates,
  requestClosure,
  start,
} from '#flow/projects/contract.ts'
import { list as listWeeks } from '#flow/timesheets/contract.ts'
import { projectOverview } from '#insight/contract.ts'
import { CommandButton } from '../language/command-button.tsx'
import { Figure } from '../language/figure.tsx'
import { History, readsHistory } from '../language/history.tsx'
import { List } from '../language/list/list.tsx'
import { Section } from '../language/page.tsx'
import { Facts, Figures, RecordLink, RecordPage } from '../language/record.tsx'
import { RefusalNote } from '../language/refusal-note.tsx'
import { RoleName } from '../language/role-name.tsx'
import { StateBadge } from '../language/state-badge.tsx'
import { MoneyText } from '../language/value.tsx'
import type { WireOutput } from '../wire/client.ts'
import { useAsk } from '../wire/queries.ts'
import { useSession } from '../wire/session.tsx'
import { formatDay, formatMinutes, formatMoneyShort, formatPercent } from '../words/format.ts'
import { useWords } from '../words/words.ts'
import { Estimates } from './estimates.tsx'
import { Health, Reasons } from './health.tsx'
import { Plan } from './plan.tsx'
import { words } from './words.ts'

type Overview = WireOutput<typeof projectOverview>

export default function ProjectScreen() {
  const t = useWords(words)
  const { may } = useSession()
  const { projectId = '' } = useParams({ strict: false }) as { projectId?: string }
  const { data: project, error } = useAsk(projectOverview, { projectId })
  if (error) return <RefusalNote error={error} />
  if (!project) return null
  return (
    <RecordPage
      title={`${project.number} ${project.name}`}
      state={project.state}
      trail={[{ label: t('projects'), to: '/projects' }]}
      actions={<Actions project={project} />}
      process={
        <Group gap="md" align="flex-start">
          <Health {...project} />
          <Text size="sm" c="dimmed">
            {t('to', { from: formatDay(project.startsOn), to: formatDay(project.endsOn) })}
          </Text>
        </Group>
      }
      figures={<MoneyFigures project={project} />}
      tabs={[
        { name: 'overview', title: t('overview'), content: <OverviewTab project={project} /> },
        { name: 'plan', title: t('plan'), content: <Plan projectId={projectId} /> },
        { name: 'team', title: t('team'), count: project.people.length, content: <Team project={project} /> },
        { name: 'time', title: t('time'), content: <Weeks projectId={projectId} /> },
        ...(may(listEstimates)
          ? [
              {
                name: 'estimates',
                title: t('estimates'),
                content: (
                  <Estimates
                    projectId={projectId}
                    contracts={project.contracts}
                    isClosed={project.state === 'closed'}
                  />
                ),
              },
            ]
          : []),
        ...(may(listInvoices)
          ? [{ name: 'billing', title: t('billing'), content: <Invoices contracts={project.contracts} /> }]
          : []),
        {
          name: 'history',
          title: t('history'),
          needs: readsHistory,
          content: <History objectType="project" objectId={projectId} />,
        },
      ]}
    />
  )
}

function Actions({ project }: { project: Overview }) {
  const fill = { projectId: project.id }
  const common = { fill, revision: project.revision }
  const isOpen = project.state !== 'complete' && project.state !== 'closed'
  return (
    <>
      {isOpen && <CommandButton contract={addWorkPackage} fill={fill} variant="default" />}
      {isOpen && <CommandButton contract={assignManager} {...common} variant="default" />}
      {project.state === 'plan' && <CommandButton contract={start} {...common} variant="filled" />}
      {project.state === 'deliver' && <CommandButton contract={complete} {...common} />}
      {project.state === 'complete' && <CommandButton contract={requestClosure} {...common} />}
    </>
  )
}

function MoneyFigures({ project: { id, figures, health } }: { project: Overview }) {
  const t = useWords(words)
  const behind = { query: 'insight.workPackageProgress', input: { projectId: id } }
  const isAhead = figures.unbilled?.amount.startsWith('-') ?? false
  return (
    <Figures>
      <Figure label={t('contractValue')} value={figures.contractValue} />
      <Figure
        label={t('actualCost')}
        value={figures.actualCost}
        derivation={{ query: 'actuals.list', input: { projectId: id } }}
        note={
          figures.budgetUsedPercent && t('ofBudget', { percent: formatPercent(figures.budgetUsedPercent) })
        }
      />
      <Figure
        label={t('estimate')}
        value={figures.estimateAtCompletion}
        derivation={behind}
        note={figures.budgetCost && t('againstBudget', { amount: formatMoneyShort(figures.budgetCost) })}
        {...(health === 'red' ? { tone: 'red' as const } : {})}
      />
      <Figure
        label={t('margin')}
        value={figures.margin}
        note={
          figures.marginPercent &&
          t('marginNote', {
            percent: formatPercent(figures.marginPercent),
            planned:
              figures.plannedMarginPercent === null ? '–' : formatPercent(figures.plannedMarginPercent),
          })
        }
      />
      <Figure label={t('recognised')} value={figures.recognised} />
      <Figure label={t(isAhead ? 'billedAhead' : 'unbilled')} value={figures.unbilled} />
      <Figure
        label={t('readyToBill')}
        value={figures.readyToBill}
        derivation={{ query: 'actuals.backlog', input: { projectId: id } }}
      />
    </Figures>
  )
}

function OverviewTab({ project }: { project: Overview }) {
  const t = useWords(words)
  return (
    <Stack gap="md">
      <Paper withBorder p="md">
        <Reasons reasons={project.reasons} />
      </Paper>
      <Facts
        of={project}
        names={['clientName', 'managerName', 'deliveryLeadName', 'startsOn', 'endsOn']}
        show={{
          clientName: <RecordLink to={`/clients/${project.clientId}`}>{project.clientName}</RecordLink>,
        }}
      />
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Section title={t('milestones')}>
          <Milestones of={project.milestones} />
        </Section>
        <Section title={t('contracts')}>
          <Stack gap={6}>
            {project.contracts.map(({ id, number, title, state }) => (
              <Group key={id} justify="space-between" wrap="nowrap">
                <Anchor component={Link} to={`/contracts/${id}`} size="sm">
                  {number} {title}
                </Anchor>
                <StateBadge state={state} />
              </Group>
            ))}
          </Stack>
        </Section>
      </SimpleGrid>
    </Stack>
  )
}

function Milestones({ of }: { of: Overview['milestones'] }) {
  const t = useWords(words)
  if (of.length === 0) return <Text c="dimmed">{t('noMilestones')}</Text>
  return (
    <Stack gap={8}>
      {of.map(({ id, title, plannedOn, acceptedOn, state, amount }) => (
        <Group key={id} justify="space-between" wrap="nowrap" align="flex-start">
          <div style={{ minWidth: 0 }}>
            <Text size="sm" fw={600}>
              {title}
            </Text>
            <Text size="xs" c="dimmed">
              {acceptedOn
                ? t('acceptedOn', { day: formatDay(acceptedOn) })
                : t('plannedFor', { day: formatDay(plannedOn) })}
            </Text>
          </div>
          <Group gap="xs" wrap="nowrap">
            <MoneyText value={amount} />
            <StateBadge state={state} />
          </Group>
        </Group>
      ))}
    </Stack>
  )
}

function Team({ project }: { project: Overview }) {
  const t = useWords(words)
  if (project.people.length === 0) return <Text c="dimmed">{t('noTeam')}</Text>
  return (
    <Table.ScrollContainer minWidth={520}>
      <Table withTableBorder striped>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('team')}</Table.Th>
            <Table.Th>{t('role')}</Table.Th>
            <Table.Th ta="end">{t('worked')}</Table.Th>
            <Table.Th ta="end">{t('waiting')}</Table.Th>
            <Table.Th ta="end">{t('bookedAhead')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {project.people.map((one) => (
            <Table.Tr key={`${one.personId} ${one.roleCode}`}>
              <Table.Td>{one.name}</Table.Td>
              <Table.Td>
                <RoleName code={one.roleCode} />
              </Table.Td>
              <Table.Td ta="end">{formatMinutes(one.actualMinutes)}</Table.Td>
              <Table.Td ta="end">{formatMinutes(one.waitingMinutes)}</Table.Td>
              <Table.Td ta="end">{formatMinutes(one.bookedMinutesAhead)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function Weeks({ projectId }: { projectId: string }) {
  const t = useWords(words)
  return (
    <List
      name="weeks"
      contract={listWeeks}
      fixed={{ projectId }}
      sort="-weekStart"
      columns={[
        { name: 'weekStart', sort: 'weekStart', phone: 'line' },
        { name: 'personName', sort: 'personName', phone: 'title' },
        { name: 'minutes', phone: 'end' },
        { name: 'state', phone: 'line' },
      ]}
      idOf={({ id }) => id}
      opens={({ id }) => `/timesheets/${id}`}
      empty={{ icon: 'clock', title: t('noWeeks') }}
    />
  )
}

function Invoices({ contracts }: { contracts: Overview['contracts'] }) {
  const t = useWords(words)
  return (
    <Stack>
      {contracts.map(({ id: contractId, number, title }) => (
        <Section key={contractId} title={`${number} ${title}`}>
          <List
            name={number}
            contract={listInvoices}
            fixed={{ contractId }}
            filters={['state']}
            columns={[
              { name: 'number', phone: 'title' },
              { name: 'invoiceDate', sort: 'invoiceDate', phone: 'line' },
              { name: 'state', phone: 'line' },
              { name: 'gross', phone: 'end' },
            ]}
            idOf={({ id }) => id}
            opens={({ id }) => `/billing/invoices/${id}`}
            empty={{ icon: 'billing', title: t('noInvoices') }}
          />
        </Section>
      ))}
    </Stack>
  )
}
