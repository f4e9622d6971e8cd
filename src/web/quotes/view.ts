import type { get } from '#flow/quotes/contract.ts'
import type { WireOutput } from '../wire/client.ts'

/** A quote as its screen is given it. */
export type Quote = WireOutput<typeof get>
