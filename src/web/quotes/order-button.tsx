/** The client's order number, which may come when the quote is won already; with contracts, it is theirs. */
import { list as listContracts, setDealPurchaseOrder } from '#flow/contracts/contract.ts'
import { CommandButton } from '../language/command-button.tsx'
import { useAsk } from '../wire/queries.ts'
import { useSession } from '../wire/session.tsx'

export function OrderButton({ opportunityId }: { opportunityId: string }) {
  const { may } = useSession()
  const { data } = useAsk(listContracts, { opportunityId, limit: 20 }, { enabled: may(listContracts) })
  if (!data || data.items.some(({ state }) => state !== 'lost')) return null
  return <CommandButton contract={setDealPurchaseOrder} fill={{ opportunityId }} />
}
