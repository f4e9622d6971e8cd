import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { list as listContracts } from '#flow/contracts/contract.ts'
import { get, lose, pursue, qualification, update } from '#flow/opportunities/contract.ts'
import { list as listProjects } from '#flow/projects/contract.ts'
import { create as createQuote, listQuotes } from '#flow/quotes/contract.ts'
import { Asked, usePlace } from '../language/asked.tsx'
import { CommandButton } from '../language/command-button.tsx'
import { Empty } from '../language/empty.tsx'
import { Figure } from '../language/figure.tsx'
import { History, readsHistory } from '../language/history.tsx'
import { Icon } from '../language/icon.tsx'
import { List } from '../language/list/list.tsx'
import { ProcessStrip } from '../language/process-strip.tsx'
import { Facts, Figures, RecordLink, RecordPage, type RecordTab } from '../language/record.tsx'
import type { WireOutput } from '../wire/client.ts'
import { useSession } from '../wire/session.tsx'
import { useWords } from '../words/words.ts'
import { dealFields } from './deal-fields.tsx'
import { words } from './words.ts'

type Opportunity = WireOutput<typeof get>

export default function OpportunityScreen() {
  const opportunityId = usePlace('opportunityId')
  return (
    <Asked contract={get} input={{ opportunityId }}>
      {(deal, reload) => <Shown deal={deal} reload={reload} />}
    </Asked>
  )
}

function Shown({ deal, reload }: { deal: Opportunity; reload: () => Promise<Opportunity> }) {
  const t = useWords(words)
  const tabs = useTabs(deal)
  return (
    <RecordPage
      title={deal.name}
      state={deal.state}
      trail={[
        { label: t('pipeline'), to: '/opportunities' },
        { label: deal.clientName, to: `/clients/${deal.clientId}` },
      ]}
      actions={deal.state === 'open' && <Actions deal={deal} reload={reload} />}
      process={<ProcessStrip of={deal.id} />}
      figures={
        <Figures>
          <Figure label={t('amount')} value={deal.amount} note={deal.stage} />
          <Figure label={t('probability')} value={deal.probability} unit="percent" />
          <Figure label={t('expectedClose')} value={deal.expectedClose} unit="day" />
        </Figures>
      }
      facts={
        <Facts
          of={deal}
          names={[
            ...(['clientId', 'ownerName', 'stage', 'externalSystem', 'createdAt'] as const),
            // What only a deal that is over has is not asked of one that goes on.
            ...(deal.state === 'open' ? [] : ['closedOn']),
            ...(deal.state === 'lost' ? ['lostReason'] : []),
          ]}
          show={{ clientId: <RecordLink to={`/clients/${deal.clientId}`}>{deal.clientName}</RecordLink> }}
        />
      }
      tabs={tabs}
    />
  )
}

function Actions({ deal, reload }: { deal: Opportunity; reload: () => Promise<Opportunity> }) {
  const t = useWords(words)
  const { may } = useSession()
  return (
    <>
      <CommandButton
        contract={lose}
        fill={{ opportunityId: deal.id }}
        revision={deal.revision}
        color="gray"
      />
      <CommandButton contract={pursue} fill={{ opportunityId: deal.id }} />
      <CommandButton
        contract={update}
        label={t('edit')}
        icon="edit"
        asks
        fill={{ opportunityId: deal.id }}
        initial={changeable(deal)}
        overrides={dealFields}
        revision={deal.revision}
        reload={async () => {
          const now = await reload()
          return { values: changeable(now), revision: now.revision }
        }}
      />
      {may(createQuote) && (
        <Button
          component={Link}
          to={`/opportunities/${deal.id}/quote`}
          leftSection={<Icon name="plus" size={16} />}
        >
          {t('newQuote')}
        </Button>
      )}
    </>
  )
}

/** What is known of a deal before it is quoted. */
function Qualification({ opportunityId }: { opportunityId: string }) {
  const t = useWords(words)
  return (
    <Asked contract={qualification} input={{ opportunityId }}>
      {(known) =>
        known.qualifiedAt === null && known.scopedAt === null ? (
          <Empty icon="quote" title={t('notQualified')} text={t('notQualifiedText')} />
        ) : (
          <Facts
            of={known}
            names={[
              'budget',
              'need',
              'decisionMakerKnown',
              'note',
              'qualifiedAt',
              'scope',
              'effortMinutes',
              'scopedAt',
            ]}
          />
        )
      }
    </Asked>
  )
}

/** What an update may change. */
function changeable({ name, ownerId, stage, amount, probability, expectedClose }: Opportunity) {
  return { name, ownerId, stage, amount, probability, expectedClose }
}

function useTabs(deal: Opportunity): RecordTab[] {
  const t = useWords(words)
  const fixed = { opportunityId: deal.id }
  const tabs: RecordTab[] = [
    {
      name: 'quotes',
      title: t('quotes'),
      needs: 'quotes.list',
      content: (
        <List
          contract={listQuotes}
          name="quotes"
          fixed={fixed}
          filters={[]}
          columns={[
            { name: 'number', sort: 'number', phone: 'title' },
            { name: 'version' },
            { name: 'state', phone: 'line' },
            { name: 'price', phone: 'end' },
            { name: 'marginPercent', phone: 'line' },
            { name: 'validUntil', sort: 'validUntil' },
          ]}
          idOf={({ id }) => id}
          opens={({ id }) => `/quotes/${id}`}
          empty={{ icon: 'quote', title: t('noQuotes'), text: t('noQuotesText') }}
        />
      ),
    },
    {
      name: 'qualification',
      title: t('qualification'),
      needs: 'opportunities.qualification',
      content: <Qualification opportunityId={deal.id} />,
    },
    {
      name: 'contracts',
      title: t('contracts'),
      needs: 'contracts.list',
      content: (
        <List
          contract={listContracts}
          name="contracts"
          fixed={fixed}
          filters={[]}
          columns={[
            { name: 'number', sort: 'number', phone: 'line' },
            { name: 'title', phone: 'title' },
            { name: 'clientName' },
            { name: 'entityCode' },
            { name: 'state', phone: 'line' },
            { name: 'price', phone: 'end' },
          ]}
          idOf={({ id }) => id}
          opens={({ id }) => `/contracts/${id}`}
          empty={{ icon: 'contract', title: t('noContracts'), text: t('noContractsText') }}
        />
      ),
    },
    {
      name: 'projects',
      title: t('projects'),
      needs: 'projects.list',
      content: (
        <List
          contract={listProjects}
          name="projects"
          fixed={fixed}
          filters={[]}
          columns={[
            { name: 'number', sort: 'number', phone: 'line' },
            { name: 'name', phone: 'title' },
            { name: 'managerName', phone: 'line' },
            { name: 'state', phone: 'end' },
            { name: 'startsOn', sort: 'startsOn' },
            { name: 'endsOn', sort: 'endsOn' },
          ]}
          idOf={({ id }) => id}
          opens={({ id }) => `/projects/${id}`}
          empty={{ icon: 'project', title: t('noProjects'), text: t('noProjectsText') }}
        />
      ),
    },
    {
      name: 'history',
      title: t('history'),
      needs: readsHistory,
      content: <History objectType="opportunity" objectId={deal.id} />,
    },
  ]
  return tabs
}
