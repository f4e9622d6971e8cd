/** A file of scenarios beside a model: what is given, what happens, what then is true. */
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { json } from '#kernel/contract.ts'
import { UsageFault } from '../rooms/arguments.ts'
import { isObject } from './compare.ts'
import { textOf } from './problem.ts'
import { read, readEvent, type ScriptEvent, type World, worldShape, writtenEvent } from './script.ts'

const values = z.record(z.string(), json)
/** Something by the id of its element or its name, or with what else is said of it. */
const named = z.union([z.string().min(1), values])
const list = z.array(named).optional()

/** What is true now, and what has happened since the expectation before. Whatever is left out is not looked at. */
const expectation = z.strictObject({
  /** Whose state and variables are meant: the newest instance of this process; the first instance of all unless told. */
  process: z.string().min(1).optional(),
  state: z.enum(['active', 'completed', 'cancelled', 'not started']).optional(),
  variables: values.optional(),
  tasks: list,
  timers: list,
  waiting: z.array(z.string()).optional(),
  incidents: list,
  commands: list,
  decisions: list,
  messages: list,
  signals: list,
  reminded: list,
  completed: z.array(z.string()).optional(),
})

/** Read once what is given for all scenarios and for one are laid over each other. */
const given = writtenEvent
const step = z.strictObject({
  when: z.union([writtenEvent, z.array(writtenEvent)]).optional(),
  // biome-ignore lint/suspicious/noThenProperty: "then" is the word of scenarios, and nothing awaits one.
  then: expectation.optional(),
})
const scenario = z.strictObject({
  name: z.string().min(1),
  given: given.optional(),
  steps: z.array(step).min(1),
})
const file = z.strictObject({
  models: z.array(z.string().min(1)).min(1),
  with: z.array(z.string().min(1)).default([]),
  given: given.optional(),
  scenarios: z.array(scenario).min(1),
})

export type Expectation = z.output<typeof expectation>

/** One step of a scenario, and where its parts are written. */
export type ScenarioStep = Readonly<{
  at: string
  when: readonly ScriptEvent[]
  expected: Expectation | null
}>

export type Scenario = Readonly<{ name: string; at: string; world: World; steps: readonly ScenarioStep[] }>

export type ScenarioFile = Readonly<{
  file: string
  /** Paths of the models the scenarios are about, the one that is played first, and of those that only play along. */
  models: readonly string[]
  others: readonly string[]
  scenarios: readonly Scenario[]
}>

/** Reads a file of scenarios; a UsageFault with the file and a pointer when it says something nobody understands. */
export function readScenarios(path: string): ScenarioFile {
  try {
    const {
      models,
      with: others,
      given: shared = {},
      scenarios,
    } = read(file, jsonOf(path), '', '(whole file)')
    const beside = (name: string) => join(dirname(path), name)
    return {
      file: path,
      models: models.map(beside),
      others: others.map(beside),
      scenarios: scenarios.map((one, index) => readScenario(one, shared, `/scenarios/${index}`)),
    }
  } catch (cause) {
    if (!(cause instanceof UsageFault)) throw cause
    throw new UsageFault(`${path}: ${cause.message}`)
  }
}

function jsonOf(path: string): unknown {
  const text = textOf(path)
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new UsageFault(`is no JSON: ${(cause as Error).message}.`)
  }
}

type Given = Readonly<Record<string, unknown>>

function readScenario(
  { name, given: own = {}, steps }: z.output<typeof scenario>,
  shared: Given,
  at: string,
): Scenario {
  const all = steps.map((one, index) => readStep(one, `${at}/steps/${index}`))
  if (all.every(({ expected }) => expected === null))
    throw new UsageFault(`${at}: expects nothing; a "then" in one of its steps says what must be true.`)
  return { name, at, world: worldFor(shared, own, `${at}/given`), steps: all }
}

function readStep({ when, ...said }: z.output<typeof step>, at: string): ScenarioStep {
  const expected = said.then ?? null
  const events = when === undefined ? [] : Array.isArray(when) ? when : [when]
  const place = (index: number) => (Array.isArray(when) ? `${at}/when/${index}` : `${at}/when`)
  return { at, when: events.map((event, index) => readEvent(event, place(index))), expected }
}

/** What is given for all scenarios, and over it what is given for one: variables, answers and calendars by their names. */
function worldFor(shared: Given, own: Given, at: string): World {
  const both = (name: string) => ({ [name]: overlaid(shared[name], own[name]) })
  const laid = { ...shared, ...own, ...both('variables'), ...both('answers'), ...both('calendars') }
  return read(worldShape, laid, at)
}

/** Two objects, name by name; anything else is left for the reader of the whole to refuse. */
function overlaid(below: unknown, above: unknown): unknown {
  if (above === undefined) return below
  return isObject(below) && isObject(above) ? { ...below, ...above } : above
}
