import { handle } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { json, sql } from '#kernel/sql.ts'
import { propose as contract } from './contract.ts'
import { checkDraft } from './store/draft-model.ts'

export const proposeDefinition = handle(contract, async (ctx, { kind, resource, xml, reason }) => {
  const { tx, call } = ctx
  const { keys, inForce, difference, warnings } = await checkDraft(ctx, kind, xml)
  const draftId = newId()
  await tx.run(sql`
    insert into process.draft (id, kind, resource, xml, keys, in_force, difference, warnings, reason, status,
      proposed_by, proposed_at)
    values (${draftId}, ${kind}, ${resource}, ${xml}, ${keys}, ${json(inForce)}, ${json(difference)},
      ${json(warnings)}, ${reason}, 'proposed', ${call.actorId}, ${call.now})`)
  return {
    output: { draftId, keys: [...keys], difference, warnings },
    touched: [
      { type: 'definition_draft', id: draftId, after: { kind, keys, changes: difference.length, reason } },
    ],
    events: [{ type: 'definitions.proposed', key: draftId, payload: { draftId, kind, keys: [...keys] } }],
  }
})
