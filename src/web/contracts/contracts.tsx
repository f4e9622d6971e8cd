import { list } from '#flow/contracts/contract.ts'
import { List } from '../language/list/list.tsx'
import { Page } from '../language/page.tsx'
import { useWords } from '../words/words.ts'
import { words } from './words.ts'

export default function Contracts() {
  const t = useWords(words)
  return (
    <Page title={t('contracts')} lead={t('lead')}>
      <List
        contract={list}
        sort="-number"
        filters={['state', 'clientId', 'entityId']}
        columns={[
          { name: 'number', sort: 'number', width: 0.9, phone: 'line' },
          { name: 'title', width: 1.6, phone: 'title' },
          { name: 'clientName', width: 1.8, phone: 'line' },
          { name: 'entityCode', width: 0.5 },
          { name: 'state', width: 0.7, phone: 'line' },
          { name: 'price', phone: 'end' },
          { name: 'startsOn', sort: 'startsOn', width: 0.8 },
          { name: 'endsOn', sort: 'endsOn', width: 0.8 },
        ]}
        idOf={({ id }) => id}
        opens={({ id }) => `/contracts/${id}`}
        empty={{ icon: 'contract', title: t('none'), text: t('noneText') }}
      />
    </Page>
  )
}
