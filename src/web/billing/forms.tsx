/** Forms about the lines of an invoice, wherever they are opened: lines are chosen where they are read, not typed by number. */
import type { ReactNode } from 'react'
import { getInvoice } from '#flow/billing/contract.ts'
import type { FormShape } from '../language/command-form.tsx'
import type { WireOutput } from '../wire/client.ts'
import { useAsk } from '../wire/queries.ts'
import { CreditedLines, CreditSum } from './credited-lines.tsx'
import { DisputedLines } from './disputed-lines.tsx'

type Invoice = WireOutput<typeof getInvoice>

/** Shows what is asked about an invoice once it is known. */
function OfInvoice({ id, children }: { id: unknown; children: (invoice: Invoice) => ReactNode }) {
  const invoiceId = typeof id === 'string' ? id : ''
  const { data } = useAsk(getInvoice, { invoiceId }, { enabled: invoiceId !== '' })
  return data ? children(data) : null
}

export const forms: Readonly<Record<string, FormShape>> = {
  'credits.propose': {
    fields: ['invoiceId', 'cause', 'reason', 'lines'],
    overrides: {
      lines: ({ value, set, values, error }) => (
        <OfInvoice id={values['invoiceId']}>
          {(invoice) => <CreditedLines invoice={invoice} value={value} set={set} error={error} />}
        </OfInvoice>
      ),
    },
    preview: ({ invoiceId, lines, cause }) => (
      <OfInvoice id={invoiceId}>
        {(invoice) => <CreditSum invoice={invoice} lines={lines} cause={cause} />}
      </OfInvoice>
    ),
  },
  'collections.openDispute': {
    fields: ['invoiceId', 'cause', 'note', 'lineNos', 'amount', 'ownerId'],
    overrides: {
      lineNos: ({ value, change, values, error }) => (
        <OfInvoice id={values['invoiceId']}>
          {(invoice) => <DisputedLines invoice={invoice} value={value} change={change} error={error} />}
        </OfInvoice>
      ),
    },
  },
}
