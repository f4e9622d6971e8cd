/** What is needed to confirm, return or post an invoice: who pays how much for what, until when, and under which contract. */
import { Group, Stack, Text } from '@mantine/core'
import { getInvoice } from '#flow/billing/contract.ts'
import { Facts, RecordLink } from '../language/record.tsx'
import { MoneyText } from '../language/value.tsx'
import type { DecideProps } from '../process/decide.ts'
import type { WireOutput } from '../wire/client.ts'
import { useAsk } from '../wire/queries.ts'
import { useSession } from '../wire/session.tsx'
import { formatDay } from '../words/format.ts'
import { useWords } from '../words/words.ts'
import { InvoiceLines } from './invoice-lines.tsx'
import { words } from './words.ts'

type Invoice = WireOutput<typeof getInvoice>

export default function DecideInvoice({ subject, otherwise }: DecideProps) {
  const { may } = useSession()
  const { data: invoice, error } = useAsk(getInvoice, { invoiceId: subject }, { enabled: may(getInvoice) })
  if (error || !may(getInvoice)) return otherwise
  return invoice ? <Shown invoice={invoice} /> : null
}

function Shown({ invoice }: { invoice: Invoice }) {
  const t = useWords(words)
  const { id, number, contractNumber, periodStart, periodEnd } = invoice
  return (
    <Stack gap="sm">
      <Group justify="space-between" align="baseline">
        <RecordLink to={`/billing/invoices/${id}`}>
          {number ?? t('proforma', { contract: contractNumber })}
        </RecordLink>
        <Text fw={650}>
          <MoneyText value={invoice.gross} bold />
        </Text>
      </Group>
      <Facts
        of={invoice}
        names={['clientName', 'entityCode', 'invoiceDate', 'dueDate', 'servicePeriod', 'purchaseOrder']}
        show={{ servicePeriod: `${formatDay(periodStart)} – ${formatDay(periodEnd)}` }}
      />
      <InvoiceLines invoice={invoice} />
    </Stack>
  )
}
