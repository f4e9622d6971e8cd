/**
 * Instances as this program left them, so that the next advance need not read them again: a memory, never the truth.
 *
 * What is recalled is forgotten, and only a committed advance puts it back; so nothing that failed can stay, and of two
 * who advance one instance in the same program the second reads its row. Whoever uses a recalled state checks its
 * revision, under the lock or in the statement that writes it.
 */
import type { Variables } from '../model/expression.ts'
import type { Instance } from './instance.ts'

type Remembered = Readonly<{ instance: Instance; weight: number }>

/** Bounds of the memory of a program, in instances and in characters of their variables, roughly. */
const instancesMax = 10_000
const charactersMax = 16_000_000
/** Larger ones are read again: they would push out many others. */
const instanceCharactersMax = 16_000

const remembered = new Map<string, Remembered>()
let characters = 0

const keyOf = (tenantId: string, id: string) => `${tenantId} ${id}`

/** Takes an instance out of the memory; it is as it was after its last advance here. */
export function recall(tenantId: string, id: string): Instance | undefined {
  return forget(keyOf(tenantId, id))?.instance
}

/** Keeps an active instance as its row is now. Called once its advance is committed. */
export function remember(tenantId: string, { state, ...instance }: Instance): void {
  const key = keyOf(tenantId, instance.id)
  const revision = instance.revision + 1
  if ((remembered.get(key)?.instance.revision ?? 0) > revision) return
  forget(key)
  if (state.status !== 'active') return
  const variables = state.elements.find(({ node }) => node < 0)?.vars
  const weight = 200 * (1 + state.elements.length + state.subscriptions.length) + charactersOf(variables)
  if (weight > instanceCharactersMax) return
  const fresh = { ...instance, state, revision, variablesRead: variables, heard: 0, locked: false }
  remembered.set(key, { instance: fresh, weight })
  characters += weight
  for (const [oldest] of remembered) {
    if (remembered.size <= instancesMax && characters <= charactersMax) break
    forget(oldest)
  }
}

function forget(key: string): Remembered | undefined {
  const found = remembered.get(key)
  if (!found) return undefined
  remembered.delete(key)
  characters -= found.weight
  return found
}

/** Roughly how long the JSON of the value is; counting stops where it is too much anyway. */
function charactersOf(value: Variables | undefined): number {
  let count = 0
  const waiting: unknown[] = [value]
  while (waiting.length > 0 && count <= instanceCharactersMax) {
    const next = waiting.pop()
    if (typeof next === 'string') count += next.length
    else if (typeof next === 'object' && next !== null) {
      for (const [name, inner] of Object.entries(next)) {
        count += name.length
        waiting.push(inner)
      }
    }
    count += 8
  }
  return count
}
