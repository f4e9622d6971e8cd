/** What is overdue in a case, invoice by invoice, with what can be done about each. */
import { Group } from '@mantine/core'
import { askWriteOff, type getCase, openDispute, promisePayment } from '#flow/collections/contract.ts'
import { forms } from '../billing/forms.tsx'
import { CommandButton } from '../language/command-button.tsx'
import { Lines } from '../language/lines.tsx'
import { RecordLink } from '../language/record.tsx'
import type { WireOutput } from '../wire/client.ts'
import { formatDay, formatMoney } from '../words/format.ts'
import { nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import { words } from './words.ts'

type Case = WireOutput<typeof getCase>
type Item = Case['invoices'][number]

const small = { size: 'compact-xs', variant: 'default' } as const

export function CaseItems({ of, onDone }: { of: Case; onDone?: () => void }) {
  const t = useWords(words)
  return (
    <Lines
      label={t('overdueItems')}
      rows={of.invoices}
      columns={[
        {
          name: 'number',
          phone: 'title',
          show: ({ invoiceId, number }) => (
            <RecordLink to={`/billing/invoices/${invoiceId}?tab=corrections`}>{number}</RecordLink>
          ),
        },
        { name: 'dueDate', phone: 'line' },
        { name: 'daysOverdue', isFigure: true, phone: 'line' },
        { name: 'promise', phone: 'line', show: (item) => promiseOf(item) },
        { name: 'disputed' },
        { name: 'open', phone: 'end' },
        {
          name: 'steps',
          title: ' ',
          phone: 'line',
          show: ({ invoiceId }) => <Steps invoiceId={invoiceId} {...(onDone ? { onDone } : {})} />,
        },
      ]}
      idOf={({ invoiceId }) => invoiceId}
      sum={{ open: formatMoney(of.open), disputed: formatMoney(of.disputed) }}
    />
  )
}

const promiseOf = ({ promise, promisedOn }: Item) =>
  promise === 'none' ? '–' : `${nameOf(promise)}${promisedOn ? ` · ${formatDay(promisedOn)}` : ''}`

/** Who may not does not see it. */
function Steps({ invoiceId, onDone }: { invoiceId: string; onDone?: () => void }) {
  const t = useWords(words)
  const known = { fill: { invoiceId }, ...small, ...(onDone ? { onDone } : {}) }
  return (
    <Group gap={4}>
      <CommandButton contract={promisePayment} label={t('promise')} {...known} />
      <CommandButton contract={openDispute} label={t('dispute')} {...forms[openDispute.name]} {...known} />
      <CommandButton contract={askWriteOff} label={t('writeOff')} {...known} />
    </Group>
  )
}
