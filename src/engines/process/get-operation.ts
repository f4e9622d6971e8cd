import { answer } from '#kernel/handle.ts'
import { getOperation as contract } from './contract.ts'
import { findOperation } from './store/operation-table.ts'

export const getManyOperation = answer(contract, ({ tx }, { operationId }) => findOperation(tx, operationId))
