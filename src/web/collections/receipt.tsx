import { entriesOf } from '#engines/ledger/contract.ts'
import { allocate, getReceipt, unallocate } from '#flow/collections/contract.ts'
import { Asked, usePlace } from '../language/asked.tsx'
import { CommandButton } from '../language/command-button.tsx'
import { Empty } from '../language/empty.tsx'
import { EntriesOf } from '../language/entries-of.tsx'
import { Figure } from '../language/figure.tsx'
import { History } from '../language/history.tsx'
import { Lines } from '../language/lines.tsx'
import { ProcessStrip } from '../language/process-strip.tsx'
import { Facts, Figures, RecordLink, RecordPage } from '../language/record.tsx'
import { useSession } from '../wire/session.tsx'
import { lessOf, signOf } from '../words/sum.ts'
import { useWords } from '../words/words.ts'
import { Allocate } from './allocate.tsx'
import type { Receipt } from './view.ts'
import { words } from './words.ts'

export default function ReceiptScreen() {
  const receiptId = usePlace('receiptId')
  return (
    <Asked contract={getReceipt} input={{ receiptId }}>
      {(receipt) => <Shown receipt={receipt} />}
    </Asked>
  )
}

function Shown({ receipt }: { receipt: Receipt }) {
  const t = useWords(words)
  const { may } = useSession()
  const isOpen = signOf(receipt.unapplied) > 0
  const derivation = { query: getReceipt.name, input: { receiptId: receipt.id } }
  const tabs = [
    ...(isOpen && may(allocate)
      ? [
          {
            name: 'allocate',
            title: t('allocate'),
            content: <Allocate key={receipt.revision} receipt={receipt} />,
          },
        ]
      : []),
    {
      name: 'allocations',
      title: t('allocations'),
      count: receipt.allocations.length,
      content: <Allocations receipt={receipt} />,
    },
    {
      name: 'entries',
      title: t('entries'),
      needs: entriesOf.name,
      content: (
        <EntriesOf
          documentType="receipt"
          documentId={receipt.id}
          empty={{ icon: 'ledger', title: t('noEntries'), text: t('noEntriesText') }}
        />
      ),
    },
    {
      name: 'history',
      title: t('history'),
      needs: 'access.history',
      content: <History objectType="receipt" objectId={receipt.id} />,
    },
  ]
  return (
    <RecordPage
      title={t('receiptFrom', { client: receipt.clientName })}
      trail={[
        { label: t('collections'), to: '/collections' },
        { label: receipt.clientName, to: `/clients/${receipt.clientId}` },
      ]}
      process={<ProcessStrip of={receipt.id} />}
      figures={
        <Figures>
          <Figure label={t('amount')} value={receipt.amount} derivation={derivation} />
          <Figure
            label={t('allocated')}
            value={lessOf(receipt.amount, receipt.unapplied)}
            derivation={derivation}
          />
          <Figure label={t('left')} value={receipt.unapplied} tone={isOpen ? 'yellow' : undefined} />
        </Figures>
      }
      facts={
        <Facts
          of={receipt}
          names={['clientName', 'receivedOn', 'entityCode', 'bankReference', 'reference', 'recordedAt']}
          show={{
            clientName: <RecordLink to={`/clients/${receipt.clientId}`}>{receipt.clientName}</RecordLink>,
          }}
        />
      }
      tabs={tabs.filter((tab) => !('needs' in tab) || tab.needs === undefined || may(tab.needs))}
    />
  )
}

function Allocations({ receipt }: { receipt: Receipt }) {
  const t = useWords(words)
  const { may } = useSession()
  const reversed = new Set(receipt.allocations.map(({ reversesId }) => reversesId))
  if (receipt.allocations.length === 0)
    return <Empty icon="cash" title={t('noAllocations')} text={t('noAllocationsText')} />
  return (
    <Lines
      label={t('allocations')}
      rows={receipt.allocations}
      columns={[
        { name: 'invoiceNumber', phone: 'title' },
        { name: 'allocatedOn', phone: 'line' },
        { name: 'exchangeGain', phone: 'line' },
        { name: 'amount', phone: 'end' },
        ...(may(unallocate)
          ? [
              {
                name: 'takeBack',
                title: ' ',
                phone: 'line' as const,
                show: ({ id, reversesId }: Receipt['allocations'][number]) =>
                  reversesId || reversed.has(id) ? (
                    t('takenBack')
                  ) : (
                    <CommandButton
                      contract={unallocate}
                      label={t('takeBack')}
                      fill={{ allocationId: id }}
                      size="compact-xs"
                      color="gray"
                    />
                  ),
              },
            ]
          : []),
      ]}
      idOf={({ id }) => id}
      opens={({ invoiceId }) => `/billing/invoices/${invoiceId}`}
    />
  )
}
