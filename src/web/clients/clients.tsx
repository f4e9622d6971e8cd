import { useNavigate } from '@tanstack/react-router'
import { create, listClients } from '#flow/clients/contract.ts'
import { CommandButton } from '../language/command-button.tsx'
import { List } from '../language/list/list.tsx'
import { Page } from '../language/page.tsx'
import { useWords } from '../words/words.ts'
import { words } from './words.ts'

export default function Clients() {
  const t = useWords(words)
  const navigate = useNavigate()
  return (
    <Page
      title={t('clients')}
      lead={t('lead')}
      actions={
        <CommandButton
          contract={create}
          label={t('create')}
          icon="plus"
          variant="filled"
          onDone={({ clientId }) => void navigate({ to: `/clients/${clientId}` })}
        />
      }
    >
      <List
        contract={listClients}
        filters={['search', 'state', 'parentId']}
        columns={[
          { name: 'number', sort: 'number', phone: 'line' },
          { name: 'name', sort: 'name', phone: 'title' },
          { name: 'legalName' },
          { name: 'country', phone: 'line' },
          { name: 'currency', phone: 'line' },
          { name: 'state', phone: 'end' },
          { name: 'paymentTermsDays', isHidden: true },
          { name: 'invoiceEmail' },
        ]}
        idOf={({ id }) => id}
        opens={({ id }) => `/clients/${id}`}
        empty={{ icon: 'clients', title: t('none'), text: t('noneText') }}
      />
    </Page>
  )
}
