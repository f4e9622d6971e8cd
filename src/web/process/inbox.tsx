import { listTasks } from '#engines/process/contract.ts'
import { List } from '../language/list/list.tsx'
import { Page } from '../language/page.tsx'
import { useWords } from '../words/words.ts'
import { words } from './words.ts'

export default function Inbox() {
  const t = useWords(words)
  return (
    <Page title={t('inbox')}>
      <List
        contract={listTasks}
        columns={[
          { name: 'name', width: 2, phone: 'title' },
          { name: 'processName', phone: 'line' },
          { name: 'state' },
          { name: 'dueAt', sort: 'dueAt', phone: 'end' },
          { name: 'why', width: 2, phone: 'line' },
        ]}
        idOf={({ id }) => id}
        empty={{ title: t('nothing'), text: t('nothingLead') }}
      />
    </Page>
  )
}
