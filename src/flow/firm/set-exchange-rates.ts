import { handle } from '#kernel/handle.ts'
import { sql } from '#kernel/sql.ts'
import { setExchangeRates as contract } from './contract.ts'

interface Changed {
  readonly source: string
  readonly target: string
  readonly validFrom: string
  readonly before: string | null
  readonly rate: string
}

export const setExchangeRates = handle(contract, async ({ tx }, { rates }) => {
  const changed = await tx.rows(sql<Changed>`
    with given as (
      select *
      from unnest(${rates.map((one) => one.source)}::text[], ${rates.map((one) => one.target)}::text[],
        ${rates.map((one) => one.validFrom)}::date[], ${rates.map((one) => one.rate)}::numeric[])
        as given (source, target, valid_from, rate)
    ), known as (
      select r.source, r.target, r.valid_from, r.rate
      from firm.exchange_rate r
      join given g using (source, target, valid_from)
    ), written as (
      insert into firm.exchange_rate as r (source, target, valid_from, rate)
      select source, target, valid_from, rate
      from given
      on conflict (tenant_id, source, target, valid_from)
      do update set rate = excluded.rate
      where r.rate <> excluded.rate
      returning r.source, r.target, r.valid_from, r.rate
    )
    select w.source, w.target, w.valid_from as "validFrom", known.rate as before, w.rate
    from written w
    left join known using (source, target, valid_from)`)
  return {
    output: { changed: changed.length },
    touched: changed.map(({ source, target, validFrom, before, rate }) => ({
      type: 'exchange_rate',
      id: `${source}/${target}/${validFrom}`,
      before: before === null ? null : { rate: before },
      after: { rate },
    })),
  }
})
