/** The client's own order for what was agreed: it may come after the deal was won, and invoices must name it. */
import { z } from 'zod'
import { command, id } from '#kernel/contract.ts'

const exampleId = '0199d8a0-0000-7000-8000-000000000001'

const purchaseOrder = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .meta({ description: "The client's order number.", example: '4500012345' })

const keepers = { sales: 'all', 'delivery-lead': 'all', billing: 'all', controller: 'all' } as const

export const setPurchaseOrder = command({
  name: 'contracts.setPurchaseOrder',
  summary:
    "Records the client's order number of a contract; what is drafted and billed from now on names it.",
  input: z.strictObject({ contractId: id, purchaseOrder }),
  output: z.object({ contractId: id, purchaseOrder: z.string(), revision: z.int() }),
  refusals: ['contract_not_found', 'contract_not_active'],
  touches: ['contract'],
  target: 'contractId',
  versioned: true,
  roles: keepers,
  examples: [{ contractId: exampleId, purchaseOrder: '4500012345' }],
})

export const setDealPurchaseOrder = command({
  name: 'contracts.setDealPurchaseOrder',
  summary:
    "Records the client's order number of a won deal that has no contracts yet, on the lines of its quote.",
  input: z.strictObject({
    opportunityId: id,
    purchaseOrder,
    billToId: id.optional().meta({ description: 'Only for what this client pays; for all unless told.' }),
  }),
  output: z.object({ opportunityId: id, quoteId: id, purchaseOrder: z.string(), lines: z.int() }),
  refusals: ['no_won_quote', 'contracts_exist', 'no_line_of_client'],
  touches: ['quote', 'opportunity'],
  target: 'opportunityId',
  roles: keepers,
  examples: [{ opportunityId: exampleId, purchaseOrder: '4500012345' }],
})
