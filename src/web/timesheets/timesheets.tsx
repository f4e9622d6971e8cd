/** The weeks of others: what is to be approved, a project's weeks at once; and all weeks. */
import { SegmentedControl } from '@mantine/core'
import { approveMany, importTime, list } from '#flow/timesheets/contract.ts'
import { useAddress } from '../language/address.ts'
import { ImportButton } from '../language/import-button.tsx'
import { List } from '../language/list/list.tsx'
import { Page } from '../language/page.tsx'
import { useSession } from '../wire/session.tsx'
import { useWords } from '../words/words.ts'
import { words } from './words.ts'

export default function Timesheets() {
  const t = useWords(words)
  const { may } = useSession()
  const [address, change] = useAddress()
  const shown = address['show'] ?? (may(approveMany) ? 'submitted' : 'all')
  return (
    <Page
      title={t('timesheets')}
      lead={t('lead')}
      actions={<ImportButton contract={importTime} label={t('importTime')} />}
    >
      <SegmentedControl
        w={{ base: '100%', xs: 320 }}
        aria-label={t('timesheets')}
        value={shown}
        onChange={(show) => change({ show, state: null })}
        data={[
          { value: 'submitted', label: t('toApprove') },
          { value: 'all', label: t('all') },
        ]}
      />
      <List
        key={shown}
        name={shown}
        contract={list}
        {...(shown === 'submitted' ? { fixed: { state: 'submitted' as const } } : {})}
        sort="-weekStart"
        columns={[
          { name: 'personName', sort: 'personName', phone: 'title' },
          { name: 'weekStart', sort: 'weekStart', phone: 'line' },
          { name: 'minutes', phone: 'end' },
          { name: 'state', phone: 'line' },
          { name: 'submittedAt' },
        ]}
        idOf={({ id }) => id}
        opens={({ id }) => `/timesheets/${id}`}
        bulk={[{ contract: approveMany, fill: (rows) => ({ timesheetIds: rows.map(({ id }) => id) }) }]}
        empty={{ icon: 'clock', title: t('empty'), text: t('emptyLead') }}
      />
    </Page>
  )
}
