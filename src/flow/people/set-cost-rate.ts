import { handle } from '#kernel/handle.ts'
import { setCostRate as contract } from './contract.ts'
import { writeCostRate } from './cost-rate-table.ts'
import { lockPerson } from './person-table.ts'

export const setCostRate = handle(contract, async ({ tx }, { personId, validFrom, rate }) => {
  const person = await lockPerson(tx, personId)
  const before = await writeCostRate(tx, person, validFrom, rate)
  return {
    output: { personId, validFrom, rate },
    touched: [
      {
        type: 'person',
        id: personId,
        before: { costRate: before, validFrom },
        after: { costRate: rate, validFrom },
      },
    ],
  }
})
