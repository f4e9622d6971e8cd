import { answer } from '#kernel/handle.ts'
import { list } from '#kernel/list.ts'
import { sql } from '#kernel/sql.ts'
import { listExchangeRates as contract } from './contract.ts'

interface ExchangeRate {
  readonly id: string
  readonly source: string
  readonly target: string
  readonly validFrom: string
  readonly rate: string
}

export const listExchangeRates = answer(contract, ({ tx }, { source, target, from, to, ...page }) =>
  list<ExchangeRate>(
    tx,
    {
      from: sql`
        select source || '/' || target || '/' || valid_from as id, source, target, valid_from as "validFrom", rate
        from firm.exchange_rate`,
      where: [
        source === undefined ? undefined : sql`q.source = ${source}`,
        target === undefined ? undefined : sql`q.target = ${target}`,
        from === undefined ? undefined : sql`q."validFrom" >= ${from}`,
        to === undefined ? undefined : sql`q."validFrom" <= ${to}`,
      ],
      sorts: { validFrom: 'validFrom' },
    },
    page,
  ),
)
