/** What a controller lives by: books that agree, months that are closed, and nothing left unposted. */
import { reconciliation } from '#flow/collections'
import { monthStart } from '#kernel/dates.ts'
import { sql } from '#kernel/sql.ts'
import { counted, type Figure } from './figure.ts'

export const ofBooks: readonly Figure[] = [
  {
    // Documents and contracts whose subledger and control account differ.
    key: 'books.differences',
    measure: async ({ ctx }) => {
      const lines = await reconciliation(ctx.tx)
      const differing = lines.reduce((sum, line) => sum + line.differing, 0)
      return { values: [{ unit: 'count', value: String(differing) }], target: '0' }
    },
    derivation: () => ({ query: 'collections.reconcile', input: {} }),
  },
  {
    // Months before this one that somebody can still post into, over all books.
    key: 'books.open-periods',
    measure: (me) =>
      counted(
        me,
        'count',
        sql`
          select count(*) as value
          from ledger.period
          where tenant_id = kernel.tenant_id() and state <> 'closed' and month < ${monthStart(me.ctx.call.today)}::date`,
      ),
    derivation: () => ({ query: 'ledger.listBooks', input: {} }),
  },
  {
    key: 'books.unposted',
    measure: (me) =>
      counted(
        me,
        'count',
        sql`
          select count(*) as value
          from billing.invoice
          where tenant_id = kernel.tenant_id() and state = 'confirmed'`,
      ),
    derivation: () => ({ query: 'billing.listInvoices', input: { state: 'confirmed' } }),
  },
]
