import { clientById } from '#flow/clients'
import { personById, personOf } from '#flow/people'
import { type Call, handle } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { formatMoney } from '#kernel/money.ts'
import { refuseIf } from '#kernel/refusal.ts'
import { type Tx, tables } from '#kernel/sql.ts'
import { create as contract } from './contract.ts'
import type { OpportunitiesTables } from './schema.ts'

const db = tables<OpportunitiesTables>()

export const createOpportunity = handle(contract, async ({ tx, call }, input) => {
  const { amount, externalSystem, externalId, ...facts } = input
  refuseIf(amount.minor < 0n ? 'opportunity_amount_negative' : null)
  const client = await clientById(tx, facts.clientId)
  refuseIf(client.state === 'blocked' ? 'client_blocked' : null, { clientId: client.id, name: client.name })
  const ownerId = facts.ownerId === undefined ? await callersPerson(tx, call) : facts.ownerId
  if (ownerId !== null) await personById(tx, ownerId)
  const opportunity = { id: newId(), ...facts, ownerId }
  const added = await tx.run(
    db
      .insertInto('opportunities.opportunity')
      .values({
        id: opportunity.id,
        name: facts.name,
        client_id: facts.clientId,
        owner_id: ownerId,
        stage: facts.stage,
        amount_minor: amount.minor,
        currency: amount.currency,
        probability: facts.probability,
        expected_close: facts.expectedClose,
        external_system: externalSystem,
        external_id: externalId,
        created_at: call.now,
      })
      .onConflict((row) => row.columns(['tenant_id', 'external_system', 'external_id']).doNothing()),
  )
  refuseIf(added === 0 ? 'opportunity_external_taken' : null, { externalSystem, externalId })
  return {
    output: { opportunityId: opportunity.id, revision: 1 },
    touched: [
      {
        type: 'opportunity',
        id: opportunity.id,
        after: {
          ...opportunity,
          amount: formatMoney(amount),
          currency: amount.currency,
          externalSystem,
          externalId,
        },
      },
    ],
  }
})

/** The person who asks, or null when it is a service or somebody who does not work here. */
async function callersPerson(tx: Tx, call: Call): Promise<string | null> {
  const person = await personOf(tx, call.onBehalfOf ?? call.actorId)
  return person?.id ?? null
}
