import { Button, Text } from '@mantine/core'
import { getFile } from '#engines/documents/contract.ts'
import { entriesOf } from '#engines/ledger/contract.ts'
import { confirm, deliver, discard, getInvoice, post, returnInvoice } from '#flow/billing/contract.ts'
import { Asked, usePlace } from '../language/asked.tsx'
import { CommandButton } from '../language/command-button.tsx'
import { EntriesOf } from '../language/entries-of.tsx'
import { Figure } from '../language/figure.tsx'
import { History } from '../language/history.tsx'
import { Icon } from '../language/icon.tsx'
import { ProcessStrip } from '../language/process-strip.tsx'
import { Facts, Figures, RecordLink, RecordPage } from '../language/record.tsx'
import type { WireOutput } from '../wire/client.ts'
import { contentAddress, viewAddress } from '../wire/client.ts'
import { useSession } from '../wire/session.tsx'
import { formatDay, formatMoney } from '../words/format.ts'
import { useWords } from '../words/words.ts'
import { Corrections } from './corrections.tsx'
import css from './invoice.module.css'
import { InvoiceLines } from './invoice-lines.tsx'
import { words } from './words.ts'

type Invoice = WireOutput<typeof getInvoice>

export default function InvoiceScreen() {
  const invoiceId = usePlace('invoiceId')
  return (
    <Asked contract={getInvoice} input={{ invoiceId }}>
      {(invoice) => <Shown invoice={invoice} />}
    </Asked>
  )
}

function Shown({ invoice }: { invoice: Invoice }) {
  const t = useWords(words)
  return (
    <RecordPage
      title={invoice.number ?? t('proforma', { contract: invoice.contractNumber })}
      state={invoice.state}
      trail={[
        { label: t('billing'), to: '/billing' },
        { label: invoice.clientName, to: `/clients/${invoice.clientId}` },
        { label: invoice.contractNumber, to: `/contracts/${invoice.contractId}` },
      ]}
      actions={<Actions invoice={invoice} />}
      process={<ProcessStrip of={invoice.id} />}
      figures={<Money invoice={invoice} />}
      facts={
        <Facts
          of={invoice}
          names={[
            'clientName',
            'contractNumber',
            'invoiceDate',
            'dueDate',
            'servicePeriod',
            'purchaseOrder',
            'entityCode',
            'currency',
          ]}
          show={{
            clientName: <RecordLink to={`/clients/${invoice.clientId}`}>{invoice.clientName}</RecordLink>,
            contractNumber: (
              <RecordLink to={`/contracts/${invoice.contractId}`}>{invoice.contractNumber}</RecordLink>
            ),
            servicePeriod: `${formatDay(invoice.periodStart)} – ${formatDay(invoice.periodEnd)}`,
          }}
        />
      }
      tabs={useTabs(invoice)}
    />
  )
}

function Money({ invoice }: { invoice: Invoice }) {
  const t = useWords(words)
  const lines = { query: getInvoice.name, input: { invoiceId: invoice.id } }
  const { may } = useSession()
  const books = may(entriesOf)
    ? { query: entriesOf.name, input: { documentType: 'invoice', documentId: invoice.id } }
    : undefined
  return (
    <Figures>
      <Figure label={t('net')} value={invoice.net} derivation={lines} />
      <Figure label={t('tax')} value={invoice.tax} derivation={lines} />
      <Figure label={t('gross')} value={invoice.gross} derivation={lines} />
      <Figure
        label={t('open')}
        value={invoice.open}
        note={t('dueOn', { day: formatDay(invoice.dueDate) })}
        derivation={books}
      />
    </Figures>
  )
}

function Actions({ invoice }: { invoice: Invoice }) {
  const t = useWords(words)
  const known = { fill: { invoiceId: invoice.id }, revision: invoice.revision }
  const isOpen = invoice.state === 'draft' || invoice.state === 'confirmed'
  return (
    <>
      <Download invoice={invoice} />
      {isOpen && <CommandButton contract={discard} {...known} color="gray" />}
      {invoice.state === 'draft' && (
        <CommandButton contract={confirm} {...known} variant="filled" icon="check" />
      )}
      {invoice.state === 'confirmed' && (
        <>
          <CommandButton contract={returnInvoice} {...known} />
          <CommandButton
            contract={post}
            label={t('post')}
            fill={{ invoiceIds: [invoice.id] }}
            asks
            fields={[]}
            preview={() => (
              <Text size="sm">
                {t('postLead', {
                  gross: formatMoney(invoice.gross),
                  client: invoice.clientName,
                  due: formatDay(invoice.dueDate),
                })}
              </Text>
            )}
            variant="filled"
          />
        </>
      )}
      {invoice.state === 'posted' && (
        <CommandButton contract={deliver} fill={{ invoiceId: invoice.id }} variant="filled" icon="send" />
      )}
    </>
  )
}

function Download({ invoice }: { invoice: Invoice }) {
  const t = useWords(words)
  const { may } = useSession()
  if (!may(getFile) || invoice.number === null) return null
  if (!invoice.fileId)
    return (
      <Text size="xs" c="dimmed">
        {t('noPdf')}
      </Text>
    )
  return (
    <Button
      component="a"
      href={contentAddress(invoice.fileId)}
      download
      variant="default"
      leftSection={<Icon name="download" size={16} />}
    >
      {t('download')}
    </Button>
  )
}

/** The PDF in place, as the client has it. */
function Document({ fileId, title }: { fileId: string; title: string }) {
  return <iframe className={css['document']} src={viewAddress(fileId)} title={title} />
}

function useTabs(invoice: Invoice) {
  const t = useWords(words)
  const { may } = useSession()
  const tabs = [
    {
      name: 'lines',
      title: t('lines'),
      count: invoice.lines.length,
      content: <InvoiceLines invoice={invoice} />,
    },
    ...(invoice.fileId
      ? [
          {
            name: 'document',
            title: t('document'),
            needs: getFile.name,
            content: <Document fileId={invoice.fileId} title={invoice.number ?? t('document')} />,
          },
        ]
      : []),
    ...(invoice.number === null
      ? []
      : [{ name: 'corrections', title: t('corrections'), content: <Corrections invoice={invoice} /> }]),
    {
      name: 'entries',
      title: t('entries'),
      needs: entriesOf.name,
      content: (
        <EntriesOf
          documentType="invoice"
          documentId={invoice.id}
          empty={{ icon: 'ledger', title: t('noEntries'), text: t('noEntriesText') }}
        />
      ),
    },
    {
      name: 'history',
      title: t('history'),
      needs: 'access.history',
      content: <History objectType="invoice" objectId={invoice.id} />,
    },
  ]
  return tabs.filter(({ needs }) => needs === undefined || may(needs))
}
