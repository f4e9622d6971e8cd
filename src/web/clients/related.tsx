/** What hangs on a client, as tabs: only what this person may see. */
import { listInvoices } from '#flow/billing/contract.ts'
import { listClients } from '#flow/clients/contract.ts'
import { openItems } from '#flow/collections/contract.ts'
import { list as listContracts } from '#flow/contracts/contract.ts'
import { listOpportunities } from '#flow/opportunities/contract.ts'
import { list as listProjects } from '#flow/projects/contract.ts'
import { List } from '../language/list/list.tsx'
import type { RecordTab } from '../language/record.tsx'
import { useSession } from '../wire/session.tsx'
import { useWords } from '../words/words.ts'
import { words } from './words.ts'

export function useRelated(clientId: string): RecordTab[] {
  const t = useWords(words)
  const { may } = useSession()
  const of = { clientId }
  const tabs: (readonly [string, RecordTab])[] = [
    [
      'opportunities.list',
      { name: 'opportunities', title: t('opportunities'), content: <Opportunities of={of} /> },
    ],
    ['contracts.list', { name: 'contracts', title: t('contracts'), content: <Contracts of={of} /> }],
    ['projects.list', { name: 'projects', title: t('projects'), content: <Projects of={of} /> }],
    ['billing.listInvoices', { name: 'invoices', title: t('invoices'), content: <Invoices of={of} /> }],
    [
      'collections.openItems',
      { name: 'receivables', title: t('receivables'), content: <Receivables of={of} /> },
    ],
    ['clients.list', { name: 'members', title: t('members'), content: <Members parentId={clientId} /> }],
  ]
  return tabs.flatMap(([needs, tab]) => (may(needs) ? [tab] : []))
}

interface Of {
  readonly of: { readonly clientId: string }
}

function Opportunities({ of }: Of) {
  const t = useWords(words)
  return (
    <List
      contract={listOpportunities}
      name="opportunities"
      fixed={of}
      filters={['state']}
      columns={[
        { name: 'name', sort: 'name', phone: 'title' },
        { name: 'stage', phone: 'line' },
        { name: 'state', phone: 'line' },
        { name: 'amount', phone: 'end' },
        { name: 'expectedClose', sort: 'expectedClose' },
      ]}
      idOf={({ id }) => id}
      opens={({ id }) => `/opportunities/${id}`}
      empty={{ icon: 'deals', title: t('noOpportunities'), text: t('noOpportunitiesText') }}
    />
  )
}

function Contracts({ of }: Of) {
  const t = useWords(words)
  return (
    <List
      contract={listContracts}
      name="contracts"
      fixed={of}
      filters={['state']}
      columns={[
        { name: 'number', sort: 'number', phone: 'line' },
        { name: 'title', phone: 'title' },
        { name: 'entityCode' },
        { name: 'state', phone: 'line' },
        { name: 'price', phone: 'end' },
        { name: 'endsOn', sort: 'endsOn' },
      ]}
      idOf={({ id }) => id}
      opens={({ id }) => `/contracts/${id}`}
      empty={{ icon: 'contract', title: t('noContracts'), text: t('noContractsText') }}
    />
  )
}

function Projects({ of }: Of) {
  const t = useWords(words)
  return (
    <List
      contract={listProjects}
      name="projects"
      fixed={of}
      filters={['state']}
      columns={[
        { name: 'number', sort: 'number', phone: 'line' },
        { name: 'name', phone: 'title' },
        { name: 'managerName', phone: 'line' },
        { name: 'state', phone: 'end' },
        { name: 'endsOn', sort: 'endsOn' },
      ]}
      idOf={({ id }) => id}
      opens={({ id }) => `/projects/${id}`}
      empty={{ icon: 'project', title: t('noProjects'), text: t('noProjectsText') }}
    />
  )
}

function Invoices({ of }: Of) {
  const t = useWords(words)
  return (
    <List
      contract={listInvoices}
      name="invoices"
      fixed={of}
      filters={['state', 'openOnly']}
      columns={[
        { name: 'number', phone: 'title' },
        { name: 'contractNumber', phone: 'line' },
        { name: 'state', phone: 'line' },
        { name: 'invoiceDate', sort: 'invoiceDate' },
        { name: 'dueDate', sort: 'dueDate', phone: 'line' },
        { name: 'gross', phone: 'end' },
        { name: 'open' },
      ]}
      idOf={({ id }) => id}
      opens={({ id }) => `/billing/invoices/${id}`}
      empty={{ icon: 'billing', title: t('noInvoices'), text: t('noInvoicesText') }}
    />
  )
}

function Receivables({ of }: Of) {
  const t = useWords(words)
  return (
    <List
      contract={openItems}
      name="receivables"
      fixed={of}
      filters={['bucket', 'asOf']}
      columns={[
        { name: 'number', sort: 'number', phone: 'title' },
        { name: 'dueDate', sort: 'dueDate', phone: 'line' },
        { name: 'daysOverdue' },
        { name: 'bucket', phone: 'line' },
        { name: 'gross' },
        { name: 'open', phone: 'end' },
      ]}
      idOf={({ id }) => id}
      opens={({ id }) => `/billing/invoices/${id}`}
      empty={{ icon: 'check', title: t('nothingOpen'), text: t('nothingOpenText') }}
    />
  )
}

function Members({ parentId }: { parentId: string }) {
  const t = useWords(words)
  return (
    <List
      contract={listClients}
      name="members"
      fixed={{ parentId }}
      filters={[]}
      columns={[
        { name: 'number', sort: 'number', phone: 'line' },
        { name: 'name', sort: 'name', phone: 'title' },
        { name: 'country', phone: 'line' },
        { name: 'state', phone: 'end' },
      ]}
      idOf={({ id }) => id}
      opens={({ id }) => `/clients/${id}`}
      empty={{ icon: 'clients', title: t('noMembers'), text: t('noMembersText') }}
    />
  )
}
