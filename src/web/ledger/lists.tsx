import { Group, Text } from '@mantine/core'
import {
  addAccount,
  closePeriod,
  generalLedger,
  listAccounts,
  listPeriods,
  reopenPeriod,
  requestReopening,
} from '#engines/ledger/contract.ts'
import { addDays } from '#kernel/dates.ts'
import { CommandButton } from '../language/command-button.tsx'
import { List, type RowOf } from '../language/list/list.tsx'
import { StartButton } from '../process/start-button.tsx'
import { useSession } from '../wire/session.tsx'
import { today } from '../words/days.ts'
import { formatDay } from '../words/format.ts'
import { nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import { ClosePreview } from './close-preview.tsx'
import { words } from './words.ts'

/** Every line of a book, newest first. */
export function Entries({ bookId }: { bookId: string }) {
  const t = useWords(words)
  return (
    <List
      contract={generalLedger}
      name="entries"
      fixed={{ bookId }}
      sort="-date"
      filters={['account', 'from', 'to', 'clientId', 'contractId', 'projectId']}
      columns={[
        { name: 'number', phone: 'line' },
        { name: 'date', sort: 'date', phone: 'line' },
        { name: 'account', phone: 'line' },
        { name: 'accountName' },
        { name: 'description', phone: 'title' },
        { name: 'amount' },
        { name: 'functional', phone: 'end' },
      ]}
      idOf={({ id }) => id}
      opens={({ entryId }) => `/ledger/entries/${entryId}`}
      empty={{ icon: 'ledger', title: t('nothingPosted'), text: t('nothingPostedText') }}
    />
  )
}

export function Accounts({ bookId }: { bookId: string }) {
  const t = useWords(words)
  return (
    <List
      contract={listAccounts}
      name="accounts"
      fixed={{ bookId }}
      filters={['type', 'control']}
      columns={[
        { name: 'code', sort: 'code', phone: 'line' },
        { name: 'name', sort: 'name', phone: 'title' },
        { name: 'type', phone: 'end', show: ({ type }) => nameOf(type) },
        { name: 'control', phone: 'line', show: ({ control }) => control && nameOf(control) },
        { name: 'currency' },
      ]}
      idOf={({ id }) => id}
      opens={({ code }) => `/ledger/books/${bookId}/accounts/${code}`}
      aside={<CommandButton contract={addAccount} label={t('addAccount')} size="xs" fill={{ bookId }} />}
      empty={{ icon: 'ledger', title: t('noAccounts'), text: t('noAccountsText') }}
    />
  )
}

type Period = RowOf<typeof listPeriods>

export function Periods({ bookId }: { bookId: string }) {
  const t = useWords(words)
  const { may } = useSession()
  const canAct = [closePeriod, requestReopening, reopenPeriod].some(may)
  const actions = {
    name: 'actions',
    title: ' ',
    phone: 'line' as const,
    show: (period: Period) => <PeriodActions period={period} />,
  }
  return (
    <List
      contract={listPeriods}
      name="periods"
      fixed={{ bookId }}
      filters={['state']}
      columns={[
        {
          name: 'month',
          sort: 'month',
          phone: 'title',
          show: ({ month }) => formatDay(`${month}-01`, 'month'),
        },
        { name: 'state', phone: 'line' },
        {
          name: 'lockedSubledgers',
          phone: 'line',
          show: ({ lockedSubledgers }) => lockedSubledgers.map(nameOf).join(', '),
        },
        {
          name: 'reopeningReason',
          phone: 'line',
          show: ({ reopeningReason }) =>
            reopeningReason && (
              <Text span inherit title={reopeningReason}>
                {t('asked', { reason: reopeningReason })}
              </Text>
            ),
        },
        ...(canAct ? [actions] : []),
      ]}
      idOf={({ id }) => id}
      aside={
        <StartButton
          processKey="period-close"
          label={t('closeMonth')}
          variables={{ month: monthBefore(today()) }}
          preview={({ month }) => <ClosePreview month={String(month ?? '')} />}
        />
      }
      empty={{ icon: 'clock', title: t('noPeriods'), text: t('noPeriodsText') }}
    />
  )
}

/** A month is closed once it is over: the one before that of the day. */
const monthBefore = (day: string) => addDays(`${day.slice(0, 7)}-01`, -1).slice(0, 7)

function PeriodActions({ period }: { period: Period }) {
  const t = useWords(words)
  const known = {
    fill: { periodId: period.id },
    revision: period.revision,
    size: 'compact-xs' as const,
  }
  const isAsked = period.reopeningRequestedBy !== null
  return (
    <Group gap={4} wrap="nowrap">
      {period.state !== 'closed' && (
        <CommandButton contract={closePeriod} label={t('close')} asks {...known} />
      )}
      {period.state !== 'open' && !isAsked && (
        <CommandButton contract={requestReopening} label={t('requestReopening')} color="gray" {...known} />
      )}
      {isAsked && <CommandButton contract={reopenPeriod} label={t('reopen')} {...known} />}
    </Group>
  )
}
