/**
 * What many operations of the document say alike, said once: ids, days, moments and amounts of money, the id in a path, and
 * the problems that any operation may answer with. Without it a fifth of the document would be repetition.
 */
import { id, instant, money, plainDate } from '#kernel/contract.ts'
import { wireSchema } from '#kernel/operation.ts'

/** Schemas to be referred to by their names. */
export const named = {
  Money: wireSchema(money),
  Uuid: wireSchema(id),
  Day: wireSchema(plainDate),
  Moment: wireSchema(instant),
}

/** The id of the object an operation is about, to be referred to by its name. */
export const Id = { name: 'id', in: 'path', required: true, schema: wireSchema(id) }
const idText = JSON.stringify(Id)

/** The name of a schema, by all that it says beside its description. */
const nameOfShape = new Map(
  Object.entries(named).map(([name, { description, ...shape }]) => [
    JSON.stringify(shape),
    { name, description },
  ]),
)

/** Replaces what stands in the shared parts by a reference to it, at any depth; a description of its own is kept. */
export function referring(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(referring)
  if (typeof value !== 'object' || value === null) return value
  const { description, ...shape } = value as { description?: string }
  const mayBeShared = 'properties' in value || 'format' in value || 'in' in value
  const text = mayBeShared ? JSON.stringify(shape) : ''
  if (text === idText) return { $ref: '#/components/parameters/Id' }
  const found = nameOfShape.get(text)
  if (found)
    return {
      $ref: `#/components/schemas/${found.name}`,
      ...(description === undefined || description === found.description ? {} : { description }),
    }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, referring(inner)]))
}
