/**
 * What many operations of the document say alike, said once: amounts of money, the id in a path, and the problems that any
 * operation may answer with. Without it a fifth of the document
 * would be repetition.
 */
import { id, money } from '#kernel/contract.ts'
import { wireSchema } from '#kernel/operation.ts'

const { description: ofMoney, ...moneyShape } = wireSchema(money)
const moneyText = JSON.stringify(moneyShape)

/** The schema of an amount, to be referred to by its name. */
export const Money = { description: ofMoney, ...moneyShape }

/** The id of the object an operation is about, to be referred to by its name. */
export const Id = { name: 'id', in: 'path', required: true, schema: wireSchema(id) }
const idText = JSON.stringify(Id)

/** Replaces what stands in the shared parts by a reference to it, at any depth; a description of its own is kept. */
export function referring(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(referring)
  if (typeof value !== 'object' || value === null) return value
  const { description, ...shape } = value as { description?: string }
  const text = 'properties' in value || 'in' in value ? JSON.stringify(shape) : ''
  if (text === idText) return { $ref: '#/components/parameters/Id' }
  if (text === moneyText)
    return {
      $ref: '#/components/schemas/Money',
      ...(description === undefined || description === ofMoney ? {} : { description }),
    }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, referring(inner)]))
}
