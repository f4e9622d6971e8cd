/** Models that wait for a second person. */
import { listDrafts } from '#engines/process/contract.ts'
import { List } from '../language/list/list.tsx'
import { Page } from '../language/page.tsx'
import { useWords } from '../words/words.ts'
import { useModelTitles } from './model-titles.ts'
import { words } from './words.ts'

export default function Drafts() {
  const t = useWords(words)
  const titleOf = useModelTitles()
  return (
    <Page title={t('drafts')} lead={t('draftsLead')}>
      <List
        contract={listDrafts}
        sort="-proposedAt"
        columns={[
          {
            name: 'keys',
            title: t('model'),
            phone: 'title',
            show: ({ keys, kind }) => keys.map((key) => titleOf(kind, key)).join(', '),
          },
          { name: 'kind', phone: 'line' },
          { name: 'reason', phone: 'line' },
          { name: 'changes' },
          { name: 'proposedByName', phone: 'line' },
          { name: 'proposedAt', sort: 'proposedAt' },
          { name: 'status', phone: 'end' },
        ]}
        idOf={({ id }) => id}
        opens={({ id }) => `/drafts/${id}`}
        empty={{ icon: 'edit', title: t('noDrafts'), text: t('noDraftsLead') }}
      />
    </Page>
  )
}
