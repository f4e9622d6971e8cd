import { answer } from '#kernel/handle.ts'
import { me as contract } from './contract.ts'
import { personOf } from './person-table.ts'

export const me = answer(contract, async ({ tx, call }) => {
  const person = await personOf(tx, call.onBehalfOf ?? call.actorId)
  return { person: person ? { id: person.id, name: person.name } : null }
})
