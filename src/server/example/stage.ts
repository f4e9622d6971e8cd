/** The stage of the example: a house, a clock that the story moves, and people who sign in and act. */
import { readFile } from 'node:fs/promises'
import type { Json } from '#kernel/contract.ts'
import type { Call } from '#kernel/handle.ts'
import type { House } from '#kernel/house.ts'
import { newId } from '#kernel/id.ts'
import { ask, run } from '#kernel/run.ts'

/** What a query or command gives; the story reads what the contract promises. */
// biome-ignore lint/suspicious/noExplicitAny: the wire has no static type by name
export type Wire = any

/** Somebody who signed in. Everything they do goes through the same write path as a request. */
export interface Actor {
  readonly name: string
  readonly principalId: string
  run(command: string, input?: object): Promise<Wire>
  ask(query: string, input?: object): Promise<Wire>
  /** Every item of a list, page by page. */
  all(query: string, input?: object): Promise<Wire[]>
  /** The tasks in my inbox at one step of a process. */
  tasks(node: string): Promise<Wire[]>
  /** The one task at that step; more or none is a mistake of the story. */
  task(node: string): Promise<Wire>
}

export interface Stage {
  readonly house: House
  readonly tenantId: string
  /** The process principal, in whose name nobody-yet signs in. */
  readonly anonymousId: string
  /** The moment of the story. */
  readonly clock: { now: Temporal.Instant }
  /** Moves the story to a day, at nine in the morning UTC. */
  at(day: string): void
  /** Signs somebody in with their password, as the screen would. */
  signIn(person: { readonly name: string; readonly email: string }, password: string): Promise<Actor>
  /** Somebody who has signed in before. */
  recall(name: string, principalId: string): Actor
  /** Tells the person watching what happens. */
  tell(line: string): void
}

/** Does something that may fail for a while, until it succeeds. */
export type Patience = <T>(work: () => Promise<T>) => Promise<T>

const impatient: Patience = (work) => work()

interface StageSettings {
  readonly house: House
  readonly tenantId: string
  readonly anonymousId: string
  readonly tell?: (line: string) => void
  /** Repeats what failed because the database was away; without it the story ends there. */
  readonly patience?: Patience
}

const PAGE = 200

export function openStage(settings: StageSettings): Stage {
  const { house, tenantId, anonymousId, tell = () => undefined, patience = impatient } = settings
  const clock = { now: Temporal.Instant.from('2026-06-01T09:00:00Z') }
  const callOf = (actorId: string): Call => ({
    tenantId,
    actorId,
    now: clock.now,
    today: clock.now.toString().slice(0, 10),
  })
  const at = (day: string) => {
    clock.now = Temporal.Instant.from(`${day}T09:00:00Z`)
  }
  const actor = (name: string, principalId: string): Actor => {
    const runAs = async (command: string, input: object = {}) => {
      // The key makes a repetition find what the first attempt did, if it did it.
      const call = { ...callOf(principalId), idempotencyKey: newId() }
      return (await patience(() => run(house, command, input, call))).output
    }
    const askAs = (query: string, input: object = {}) =>
      patience(() => ask(house, query, input, callOf(principalId)))
    const all = async (query: string, input: object = {}): Promise<Wire[]> => {
      const items: Wire[] = []
      let cursor: string | null = null
      do {
        const page: Wire = await askAs(query, { ...input, limit: PAGE, ...(cursor ? { cursor } : {}) })
        items.push(...page.items)
        cursor = page.nextCursor
      } while (cursor)
      return items
    }
    const tasks = async (node: string) => (await all('tasks.list', {})).filter((task) => task.node === node)
    const task = async (node: string) => {
      const [found, ...more] = await tasks(node)
      if (!found || more.length > 0)
        throw new Error(`${name} has ${more.length + (found ? 1 : 0)} tasks at ${node}, not one`)
      return found
    }
    return { name, principalId, run: runAs, ask: askAs, all, tasks, task }
  }
  return {
    house,
    tenantId,
    anonymousId,
    clock,
    at,
    tell,
    signIn: async ({ name, email }, password) => {
      const input = { email, password, client: 'example' }
      const { output } = await patience(() => run(house, 'access.signIn', input, callOf(anonymousId)))
      return actor(name, (output as { principalId: string }).principalId)
    },
    recall: actor,
  }
}

/** A file of `examples/` as text. */
export function exampleFile(name: string): Promise<string> {
  return readFile(new URL(`../../../examples/${name}`, import.meta.url), 'utf8')
}

/** A file of `examples/` as JSON. */
export async function exampleJson(name: string): Promise<Json> {
  return JSON.parse(await exampleFile(name)) as Json
}
