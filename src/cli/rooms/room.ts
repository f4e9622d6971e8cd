/** `throughline <room> <verb>`: any command or query, on a running server. */
import { existsSync } from 'node:fs'
import type { Json } from '#kernel/contract.ts'
import { type Operation, operationOf } from '#kernel/operation.ts'
import { everyRoom, subjectsOf } from '../../flow/order.ts'
import { isContract } from '../../server/registry.ts'
import { localVerb, localVerbsOf } from '../models/local-verbs.ts'
import { readJson } from '../read-json.ts'
import { readArguments, type Typed, UsageFault } from './arguments.ts'
import { exitCodes, report } from './failure.ts'
import { roomHelp, verbHelp } from './help.ts'
import { send } from './send.ts'
import { readSettings } from './settings.ts'
import { shown } from './table.ts'

/** Where the contract of each first word lies. */
const places = everyRoom.flatMap(({ room, folder }) => {
  const file = new URL(`../../../${folder}/contract.ts`, import.meta.url)
  return subjectsOf(room).map((subject) => [subject, file] as const)
})

/** The first words that lead somewhere, in the order of the business. */
export const rooms: readonly string[] = places.filter(([, file]) => existsSync(file)).map(([room]) => room)

/** The operations of one room. Only its contract is loaded: the command line must not be slower than typing. */
export async function operationsOf(room: string): Promise<Operation[]> {
  const file = places.find(([name]) => name === room)?.[1]
  if (!file) throw new UsageFault(`There is no room ${room}.`)
  const module = (await import(file.href)) as Record<string, unknown>
  return Object.values(module)
    .filter(isContract)
    .filter(({ name }) => name.startsWith(`${room}.`))
    .map(operationOf)
    .sort((one, other) => (one.verb < other.verb ? -1 : 1))
}

/** Runs what was typed after the room and gives the exit code. */
export async function runRoom(room: string, words: readonly string[]): Promise<number> {
  try {
    const operations = await operationsOf(room)
    const [verb, ...rest] = words
    if (verb === undefined || verb === 'help' || verb === '--help' || verb === '-h') {
      console.log(roomHelp(room, operations, localVerbsOf(room)))
      return exitCodes.done
    }
    const operation = operations.find((one) => one.verb === verb)
    const asked = rest.includes('--help') || rest.includes('-h')
    const local = localVerbsOf(room).find((one) => one.verb === verb)
    if (local && asked) {
      console.log([...(operation ? [verbHelp(operation), ''] : []), local.help].join('\n'))
      return exitCodes.done
    }
    const meant = localVerb(room, verb, rest)
    if (meant) return await meant.run(rest)
    if (!operation) throw new UsageFault(`${room} has no ${verb}. There is: ${verbsOf(room, operations)}.`)
    return await runOperation(operation, rest)
  } catch (cause) {
    return report(cause)
  }
}

function verbsOf(room: string, operations: readonly Operation[]): string {
  const all = new Set([...operations, ...localVerbsOf(room)].map(({ verb }) => verb))
  return [...all].sort().join(', ')
}

/** Sends one operation with what was typed after it, and shows the answer; `given` is input that was not typed. */
export async function runOperation(
  operation: Operation,
  words: readonly string[],
  given: Record<string, Json> = {},
): Promise<number> {
  const typed = readArguments(operation, words)
  if (typed.options.help) {
    console.log(verbHelp(operation))
    return exitCodes.done
  }
  const input = { ...wholeInput(operation, typed), ...given }
  const answer = await send(operation, input, readSettings(), typed.options)
  const width = process.stdout.columns ?? Number.POSITIVE_INFINITY
  const { output } = typed.options
  console.log(output === 'json' ? JSON.stringify(answer, null, 2) : shown(answer, width, output === 'wide'))
  return exitCodes.done
}

function wholeInput({ target, room, verb }: Operation, { input, json }: Typed): Record<string, Json> {
  const whole = { ...(json === undefined ? {} : readJson(json)), ...input }
  if (target && whole[target] === undefined)
    throw new UsageFault(`Which one? Give its id: throughline ${room} ${verb} <id>.`)
  return whole
}
