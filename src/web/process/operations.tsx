/** What was done to many instances at once, and how far it is. */
import { listOperations } from '#engines/process/contract.ts'
import { List } from '../language/list/list.tsx'
import { Page } from '../language/page.tsx'
import { useWords } from '../words/words.ts'
import { words } from './words.ts'

export default function Operations() {
  const t = useWords(words)
  return (
    <Page title={t('operations')} lead={t('operationsLead')}>
      <List
        contract={listOperations}
        sort="-startedAt"
        columns={[
          { name: 'reason', phone: 'title' },
          { name: 'kind', phone: 'line' },
          { name: 'total', phone: 'line' },
          { name: 'done' },
          { name: 'refused' },
          { name: 'open' },
          { name: 'startedAt', sort: 'startedAt' },
          { name: 'status', phone: 'end' },
        ]}
        idOf={({ id }) => id}
        opens={({ id }) => `/processes/operations/${id}`}
        empty={{ icon: 'process', title: t('noOperations'), text: t('noOperationsLead') }}
      />
    </Page>
  )
}
