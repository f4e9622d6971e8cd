import { answer } from '#kernel/handle.ts'
import { changeById, effortOf, shownChange } from './change-table.ts'
import { getChange as contract } from './contract.ts'

export const getContractChange = answer(contract, async ({ tx }, { changeId }) => ({
  ...shownChange(await changeById(tx, changeId)),
  effort: await effortOf(tx, changeId),
}))
