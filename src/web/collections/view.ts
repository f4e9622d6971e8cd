import type { getReceipt } from '#flow/collections/contract.ts'
import type { WireOutput } from '../wire/client.ts'

/** A receipt as its screen is given it. */
export type Receipt = WireOutput<typeof getReceipt>
