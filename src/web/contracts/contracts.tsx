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
          { name: 'number', sort: 'number', phone: 'line' },
          { name: 'title', phone: 'title' },
          { name: 'clientName', phone: 'line' },
          { name: 'entityCode' },
          { name: 'state', phone: 'line' },
          { name: 'price', phone: 'end' },
          { name: 'startsOn', sort: 'startsOn' },
          { name: 'endsOn', sort: 'endsOn' },
        ]}
        idOf={({ id }) => id}
        opens={({ id }) => `/contracts/${id}`}
        empty={{ icon: 'contract', title: t('none'), text: t('noneText') }}
      />
    </Page>
  )
}
