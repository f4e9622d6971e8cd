import type { get } from '#flow/contracts/contract.ts'
import type { WireOutput } from '../wire/client.ts'

/** A contract as its screen is given it. */
export type ContractView = WireOutput<typeof get>
