import { confirmMany, listInvoices } from '#flow/billing/contract.ts'
import { usePlace } from '../language/asked.tsx'
import { List } from '../language/list/list.tsx'
import { RecordPage } from '../language/record.tsx'
import { useSession } from '../wire/session.tsx'
import { useWords } from '../words/words.ts'
import { invoiceColumns } from './invoices.tsx'
import { words } from './words.ts'

/** What one run drafted, and what has become of it. */
export default function Run() {
  const t = useWords(words)
  const runId = usePlace('runId')
  const { may } = useSession()
  const confirm = {
    contract: confirmMany,
    fill: (rows: readonly { readonly id: string }[]) => ({ invoiceIds: rows.map(({ id }) => id) }),
    fits: (rows: readonly { readonly state: string }[]) => rows.every(({ state }) => state === 'draft'),
  }
  return (
    <RecordPage
      title={t('oneRun')}
      trail={[{ label: t('billing'), to: '/billing' }]}
      tabs={[
        {
          name: 'invoices',
          title: t('invoices'),
          content: (
            <List
              contract={listInvoices}
              fixed={{ runId }}
              filters={['state', 'clientId']}
              columns={invoiceColumns}
              idOf={({ id }) => id}
              opens={({ id }) => `/billing/invoices/${id}`}
              bulk={may(confirmMany) ? [confirm] : undefined}
              empty={{ icon: 'billing', title: t('noInvoices'), text: t('noInvoicesText') }}
            />
          ),
        },
      ]}
    />
  )
}
