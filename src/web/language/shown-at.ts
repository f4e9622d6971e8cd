/** The query that the screen of a record is made of, by the place of the screen: who may ask it may open the record. */
import { getJournalEntry } from '#engines/access/contract.ts'
import { getEntry } from '#engines/ledger/contract.ts'
import { getInstance, getOperation, getReplay } from '#engines/process/contract.ts'
import { getInvoice } from '#flow/billing/contract.ts'
import { get as getClient } from '#flow/clients/contract.ts'
import { getReceipt } from '#flow/collections/contract.ts'
import { get as getContract } from '#flow/contracts/contract.ts'
import { listRateCards } from '#flow/offers/contract.ts'
import { get as getOpportunity } from '#flow/opportunities/contract.ts'
import { get as getPerson } from '#flow/people/contract.ts'
import { get as getQuote } from '#flow/quotes/contract.ts'
import { get as getTimesheet } from '#flow/timesheets/contract.ts'
import { projectOverview } from '#insight/contract.ts'
import type { QueryContract } from '#kernel/contract.ts'

const shownBy: Readonly<Record<string, QueryContract>> = {
  '/clients': getClient,
  '/people': getPerson,
  '/opportunities': getOpportunity,
  '/quotes': getQuote,
  '/contracts': getContract,
  '/projects': projectOverview,
  '/timesheets': getTimesheet,
  '/billing/invoices': getInvoice,
  '/offers': listRateCards,
  '/collections/receipts': getReceipt,
  '/processes/instances': getInstance,
  '/processes/operations': getOperation,
  '/processes/replays': getReplay,
  '/ledger/entries': getEntry,
  '/journal': getJournalEntry,
}

/** The query behind the screen of a record; null for places that are no record's, or are open to everybody. */
export function shownAt(place: string): QueryContract | null {
  const [, folder = ''] = /^((?:\/[a-z-]+)+)\/[^/?#]+/.exec(place) ?? []
  return shownBy[folder] ?? null
}
