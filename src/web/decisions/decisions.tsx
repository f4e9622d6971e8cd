/** The decisions that are deployed. */
import { list as listDecisions } from '#engines/decisions/contract.ts'
import { List } from '../language/list/list.tsx'
import { Page } from '../language/page.tsx'
import { language, useWords } from '../words/words.ts'
import { words } from './words.ts'

export default function Decisions() {
  const t = useWords(words)
  return (
    <Page title={t('decisions')} lead={t('lead')}>
      <List
        contract={listDecisions}
        columns={[
          {
            name: 'name',
            phone: 'title',
            show: ({ name, names }) => names[language()] ?? name,
          },
          { name: 'key' },
          { name: 'version', phone: 'line' },
          { name: 'deployedAt' },
        ]}
        idOf={({ key }) => key}
        opens={({ key }) => `/decisions/${encodeURIComponent(key)}`}
        empty={{ icon: 'columns', title: t('none'), text: t('noneLead') }}
      />
    </Page>
  )
}
