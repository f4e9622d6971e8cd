import { handle } from '#kernel/handle.ts'
import { attributesOf, writeAttributes } from './attribute-table.ts'
import { setAttributes as contract } from './contract.ts'
import { lockActivePrincipal } from './principal-table.ts'

export const setAttributes = handle(contract, async ({ tx }, { principalId, attributes }) => {
  await lockActivePrincipal(tx, principalId)
  const before = await attributesOf(tx, principalId)
  await writeAttributes(
    tx,
    Object.entries(attributes).map(([name, values]) => ({ principalId, name, values })),
  )
  const after = await attributesOf(tx, principalId)
  return {
    output: { principalId, attributes: after },
    touched: [
      { type: 'principal', id: principalId, before: { attributes: before }, after: { attributes: after } },
    ],
  }
})
