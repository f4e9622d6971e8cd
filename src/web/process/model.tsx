/** A model: its diagram with what runs in it, its instances, its owner and promises. */
import { Button, Group, Stack, Table, Text } from '@mantine/core'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { Suspense } from 'react'
import {
  endVariant,
  getProcess,
  keepVariant,
  listInstances,
  listProcesses,
  listVariants,
  planMigration,
  propose,
  proposeEnd,
  startOperation,
  statistics,
} from '#engines/process/contract.ts'
import { addDays } from '#kernel/dates.ts'
import { Called } from '../language/called.tsx'
import { CommandButton } from '../language/command-button.tsx'
import { Figure } from '../language/figure.tsx'
import { List } from '../language/list/list.tsx'
import { saidIn, useModelNames } from '../language/model-names.ts'
import { Facts, Figures, RecordLink, RecordPage } from '../language/record.tsx'
import { RefusalNote } from '../language/refusal-note.tsx'
import type { WireOutput } from '../wire/client.ts'
import { late } from '../wire/late.ts'
import { useAsk } from '../wire/queries.ts'
import { useSession } from '../wire/session.tsx'
import { formatMinutes } from '../words/format.ts'
import { useWords } from '../words/words.ts'
import type { Mark } from './diagram.tsx'
import { StartButton } from './start-button.tsx'
import { words } from './words.ts'

const Diagram = late(async () => ({ default: (await import('./diagram.tsx')).Diagram }))

/** What a model tells about itself. */
const told = ['owner', 'sla', 'kpi']

export default function ModelScreen() {
  const t = useWords(words)
  const navigate = useNavigate()
  const { may } = useSession()
  const inModel = useModelNames()
  const { definitionId = '' } = useParams({ strict: false }) as { definitionId?: string }
  const { data: model, error } = useAsk(getProcess, { definitionId })
  if (error) return <RefusalNote error={error} />
  if (!model) return null
  return (
    <RecordPage
      title={inModel(model.key, model.key, model.name)}
      trail={[{ label: t('processes'), to: '/processes' }]}
      lead={
        <Text size="sm" style={{ whiteSpace: 'pre-line' }}>
          {saidIn({ documentation: model.documentation, ...model.properties }, 'documentation')}
        </Text>
      }
      actions={
        <>
          <StartButton processKey={model.key} />
          <CommandButton
            contract={startOperation}
            label={t('operate')}
            initial={{ filter: { key: model.key } }}
            variant="default"
            onDone={({ operationId }) => void navigate({ to: `/processes/operations/${operationId}` })}
          />
          {may(propose) && (
            <Button variant="light" component={Link} to={`/processes/models/${definitionId}/edit`}>
              {t('edit')}
            </Button>
          )}
        </>
      }
      facts={
        <Facts
          of={{ ...model, ...Object.fromEntries(told.map((name) => [name, saidIn(model.properties, name)])) }}
          names={[...told, 'version', ...(model.versionTag ? ['versionTag'] : []), 'deployedAt', 'resource']}
        />
      }
      tabs={[
        {
          name: 'diagram',
          title: t('diagram'),
          content: <Live processKey={model.key} xml={model.xml} />,
        },
        ...(may(listInstances)
          ? [
              {
                name: 'instances',
                title: t('instances'),
                content: (
                  <List
                    name="instances"
                    contract={listInstances}
                    fixed={{ key: model.key }}
                    sort="-startedAt"
                    columns={[
                      {
                        name: 'businessKey',
                        title: t('about'),
                        phone: 'title',
                        show: ({ businessKey }) => <Called businessKey={businessKey} />,
                      },
                      { name: 'status', phone: 'end' },
                      { name: 'startedAt', sort: 'startedAt', phone: 'line' },
                      { name: 'updatedAt', sort: 'updatedAt' },
                      { name: 'version' },
                      { name: 'incidents', phone: 'line' },
                    ]}
                    idOf={({ id }) => id}
                    opens={({ id }) => `/processes/instances/${id}`}
                    empty={{ icon: 'process', title: t('noInstances') }}
                  />
                ),
              },
            ]
          : []),
        {
          name: 'versions',
          title: t('versions'),
          content: <Versions processKey={model.key} />,
        },
        ...(may(listVariants)
          ? [
              {
                name: 'variants',
                title: t('variants'),
                content: <Variants processKey={model.key} />,
              },
            ]
          : []),
      ]}
    />
  )
}

function Versions({ processKey }: { processKey: string }) {
  const t = useWords(words)
  const { may } = useSession()
  return (
    <List
      name="versions"
      contract={listProcesses}
      fixed={{ key: processKey, versions: 'all' }}
      sort="-deployedAt"
      columns={[
        { name: 'version', phone: 'title' },
        { name: 'deployedAt', phone: 'line' },
        { name: 'activeInstances', phone: 'line' },
        { name: 'latest' },
        {
          name: 'migrate',
          title: '',
          phone: 'end',
          show: ({ id, activeInstances }) =>
            may(planMigration) && activeInstances > 0 ? (
              <RecordLink to={`/processes/models/${id}/migration`}>{t('migrateAway')}</RecordLink>
            ) : null,
        },
      ]}
      idOf={({ id }) => id}
      opens={({ id }) => `/processes/models/${id}`}
      empty={{ title: t('versions') }}
    />
  )
}

/** What starts in place of this process for an entity or a region, and what is behind it. */
function Variants({ processKey }: { processKey: string }) {
  const t = useWords(words)
  const inModel = useModelNames()
  return (
    <List
      name="variants"
      contract={listVariants}
      fixed={{ of: processKey }}
      sort="-since"
      columns={[
        { name: 'name', phone: 'title', show: ({ key, name }) => inModel(key, key, name) },
        { name: 'entity', phone: 'line' },
        { name: 'region', phone: 'line' },
        { name: 'fromVersion' },
        { name: 'behind' },
        { name: 'reason', phone: 'line' },
        { name: 'actions', title: ' ', show: (one) => <EndVariant variant={one} /> },
      ]}
      idOf={({ id }) => id}
      opens={({ definitionId }) => `/processes/models/${definitionId}`}
      empty={{ icon: 'process', title: t('noVariants') }}
    />
  )
}

/** One proposes the end of a variant, and a second person decides about it. */
function EndVariant({ variant }: { variant: { id: string; endProposedAt: string | null } }) {
  const about = { fill: { variantId: variant.id }, size: 'compact-xs' as const }
  if (variant.endProposedAt === null) return <CommandButton contract={proposeEnd} {...about} color="gray" />
  return (
    <Group gap={4} wrap="nowrap">
      <CommandButton contract={endVariant} {...about} color="red" />
      <CommandButton contract={keepVariant} {...about} color="gray" />
    </Group>
  )
}

const DAYS_SHOWN = 90
/** Things that take longer than this in half of all cases are warm; nine times as long is hot. In seconds. */
const WARM_SECONDS = 86_400
const HOT_SECONDS = 3 * 86_400

/** The diagram with what is in it now and where things wait. */
function Live({ processKey, xml }: { processKey: string; xml: string }) {
  const t = useWords(words)
  const { may } = useSession()
  const to = Temporal.Now.plainDateISO().toString()
  const { data } = useAsk(
    statistics,
    { key: processKey, from: addDays(to, -DAYS_SHOWN), to },
    { enabled: may(statistics) },
  )
  return (
    <Stack gap="sm">
      {data && (
        <Figures>
          <Figure label={t('live')} value={data.live} />
          <Figure label={t('startedIn', { days: DAYS_SHOWN })} value={data.started} />
          <Figure label={t('late')} value={data.elements.reduce((sum, { overdue }) => sum + overdue, 0)} />
          <Figure
            label={t('incidents')}
            value={data.elements.reduce((sum, { incidents }) => sum + incidents, 0)}
          />
        </Figures>
      )}
      <Suspense>
        <Diagram xml={xml} height={480} marks={data ? marksOf(data.elements) : {}} />
      </Suspense>
      {data && <Waits processKey={processKey} elements={data.elements} />}
    </Stack>
  )
}

type Element = WireOutput<typeof statistics>['elements'][number]

function marksOf(elements: readonly Element[]): Record<string, Mark> {
  return Object.fromEntries(
    elements
      .filter(({ kind }) => kind !== 'process')
      .map(({ node, live, overdue, incidents, medianSeconds }) => {
        const slow = medianSeconds ?? 0
        const tone =
          incidents > 0 || overdue > 0
            ? 'trouble'
            : live > 0
              ? 'waiting'
              : slow > HOT_SECONDS
                ? 'hot'
                : slow > WARM_SECONDS
                  ? 'warm'
                  : undefined
        return [node, { ...(tone ? { tone } : {}), ...(live > 0 ? { count: live } : {}) }]
      }),
  )
}

/** How long people's work takes, as a table: what the colours of the diagram say. */
function Waits({ elements, processKey }: { elements: readonly Element[]; processKey: string }) {
  const t = useWords(words)
  const inModel = useModelNames()
  const told = elements.filter(({ kind, finished, live }) => kind === 'user' && finished + live > 0)
  if (told.length === 0) return null
  return (
    <Table.ScrollContainer minWidth={520}>
      <Table withTableBorder striped>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('step')}</Table.Th>
            <Table.Th ta="end">{t('live')}</Table.Th>
            <Table.Th ta="end">{t('late')}</Table.Th>
            <Table.Th ta="end">{t('finished')}</Table.Th>
            <Table.Th ta="end">{t('median')}</Table.Th>
            <Table.Th ta="end">{t('nineInTen')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {told.map((one) => (
            <Table.Tr key={one.node}>
              <Table.Td>{inModel(processKey, one.node, one.name)}</Table.Td>
              <Table.Td ta="end">{one.live}</Table.Td>
              <Table.Td ta="end">{one.overdue}</Table.Td>
              <Table.Td ta="end">{one.finished}</Table.Td>
              <Table.Td ta="end">{hours(one.medianSeconds)}</Table.Td>
              <Table.Td ta="end">{hours(one.p90Seconds)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

const hours = (seconds: number | null) =>
  seconds === null ? '–' : `${formatMinutes(Math.round(seconds / 60))} h`
