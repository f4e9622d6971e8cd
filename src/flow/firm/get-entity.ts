import { answer } from '#kernel/handle.ts'
import { getEntity as contract } from './contract.ts'
import { entityById } from './entity-table.ts'

export const getEntity = answer(contract, ({ tx }, { entityId }) => entityById(tx, entityId))
