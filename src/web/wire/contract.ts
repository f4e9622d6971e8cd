/** What the application knows of a contract: the build leaves out the schemas and puts in what follows from them. */
import type { Contract } from '#kernel/contract.ts'
import type { BrowserContract, Field } from '#kernel/operation.ts'

/** The input fields besides the target, by name. */
export const fieldsOf = (contract: Contract): readonly Field[] =>
  (contract as unknown as BrowserContract).fields
