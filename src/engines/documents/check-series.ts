import { answer } from '#kernel/handle.ts'
import { checkSeries as contract } from './contract.ts'
import { loadSeries, proveSeries } from './series-table.ts'

/** The proof for auditors: counters and issued numbers agree, year by year. */
export const checkSeries = answer(contract, async ({ tx }, key) => {
  await loadSeries(tx, key)
  const years = await proveSeries(tx, key)
  return {
    ...key,
    gapless: years.every((year) => year.missing === 0n && year.gapAfter === null),
    years: years.map((year) => ({
      fiscalYear: year.fiscalYear === 0 ? null : year.fiscalYear,
      firstPosition: year.firstPosition.toString(),
      lastPosition: year.lastPosition.toString(),
      issued: year.issued.toString(),
      missing: year.missing.toString(),
      gapAfter: year.gapAfter,
    })),
  }
})
