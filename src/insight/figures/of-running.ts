/** What who keeps the program running lives by: processes that stand still, mail that did not go out, who is here. */
import { sql } from '#kernel/sql.ts'
import { counted, type Figure } from './figure.ts'

const DAY_HOURS = 24

export const ofRunning: readonly Figure[] = [
  {
    key: 'running.incidents',
    measure: async (me) => ({
      ...(await counted(
        me,
        'count',
        sql`
          select count(*) as value
          from process.incident
          where tenant_id = kernel.tenant_id() and closed_at is null`,
      )),
      target: '0',
    }),
    derivation: () => ({ query: 'incidents.list', input: { open: true } }),
  },
  {
    key: 'running.undelivered-mail',
    measure: async (me) => ({
      ...(await counted(
        me,
        'count',
        sql`
          select count(*) as value
          from exchange.delivery
          where tenant_id = kernel.tenant_id() and state = 'dead' and kind = ${MAIL}`,
      )),
      target: '0',
    }),
    derivation: () => ({ query: 'exchange.listDeliveries', input: { state: 'dead', kind: MAIL } }),
  },
  {
    key: 'running.sign-ins',
    measure: (me) =>
      counted(
        me,
        'count',
        sql`
          select count(*) as value
          from access.session
          where tenant_id = kernel.tenant_id() and created_at > ${me.ctx.call.now.subtract({ hours: DAY_HOURS })}`,
      ),
    derivation: () => ({ query: 'access.listJournal', input: { command: 'access.signIn', sort: '-at' } }),
  },
]

const MAIL = 'mail.send'
