/** What the past would have done on another version, with other decisions, or on the engine of today. */
import { useNavigate } from '@tanstack/react-router'
import { listReplays, runReplay } from '#engines/process/contract.ts'
import { CommandButton } from '../language/command-button.tsx'
import { List } from '../language/list/list.tsx'
import { Page } from '../language/page.tsx'
import { useWords } from '../words/words.ts'
import { Against, ReplayedProcess } from './replay-report.tsx'
import { words } from './words.ts'

export default function Replays() {
  const t = useWords(words)
  const navigate = useNavigate()
  return (
    <Page
      title={t('replays')}
      lead={t('replaysLead')}
      actions={
        <CommandButton
          contract={runReplay}
          asks
          variant="filled"
          onDone={({ id }) => void navigate({ to: `/processes/replays/${id}` })}
        />
      }
    >
      <List
        contract={listReplays}
        sort="-runAt"
        columns={[
          {
            name: 'against',
            title: t('against'),
            phone: 'title',
            show: ({ against }) => <Against of={against} />,
          },
          {
            name: 'filter',
            title: t('process'),
            phone: 'line',
            show: ({ filter }) => <ReplayedProcess of={filter} />,
          },
          { name: 'instances', phone: 'line' },
          { name: 'differing', title: t('differing'), phone: 'line' },
          { name: 'events' },
          { name: 'runAt', sort: 'runAt', phone: 'line' },
        ]}
        idOf={({ id }) => id}
        opens={({ id }) => `/processes/replays/${id}`}
        empty={{ icon: 'process', title: t('noReplays'), text: t('noReplaysLead') }}
      />
    </Page>
  )
}
