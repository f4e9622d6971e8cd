import { FeelDate } from '../day.ts'
import { DaysTime, YearsMonths } from '../duration.ts'
import { normalizeName } from '../names.ts'
import { Num } from '../number.ts'
import type { Run } from '../run.ts'
import { FeelDateTime, FeelTime } from '../temporal.ts'
import {
  type Arguments,
  type FeelContext,
  FeelFunction,
  isContext,
  isList,
  Range,
  type Value,
} from '../value.ts'

/** Accepts an argument, converted where FEEL converts; undefined where it does not fit. */
export type Match<T> = (value: Value) => T | undefined

/** Whether an argument must be given, may be left out always or only among named ones, or may be repeated. */
type Kinds = 'one' | 'optional' | 'spared' | 'rest'

/** One parameter of a built-in function: its name, what it takes, and whether it may be left out or repeated. */
export interface Param<T, Kind extends Kinds = Kinds> {
  readonly name: string
  readonly match: Match<T>
  readonly kind: Kind
}

type ArgumentOf<P> =
  P extends Param<infer T, 'optional'>
    ? T | undefined
    : P extends Param<infer T, 'one' | 'spared'>
      ? T
      : never
type ArgumentsOf<P extends readonly unknown[]> = P extends readonly [...infer Head, Param<infer R, 'rest'>]
  ? [...{ [K in keyof Head]: ArgumentOf<Head[K]> }, ...R[]]
  : { [K in keyof P]: ArgumentOf<P[K]> }

/** One signature of a built-in function. */
export interface Overload {
  readonly name: string
  readonly params: readonly Param<unknown>[]
  readonly body: (run: Run, ...args: never[]) => Value
}

export function one<T>(name: string, match: Match<T>): Param<T, 'one'> {
  return { name, match, kind: 'one' }
}
export function optional<T>(name: string, match: Match<T>): Param<T, 'optional'> {
  return { name, match, kind: 'optional' }
}
/** Null where the arguments are named and this one is not among them. */
export function spared<T>(name: string, match: Match<T>): Param<T, 'spared'> {
  return { name, match, kind: 'spared' }
}
export function rest<T>(name: string, match: Match<T>): Param<T, 'rest'> {
  return { name, match, kind: 'rest' }
}

/** Declares one signature; several of one name are tried in the order of declaration. */
export function define<const P extends readonly Param<unknown>[]>(
  name: string,
  params: P,
  body: (run: Run, ...args: ArgumentsOf<P>) => Value,
): Overload {
  return { name, params, body: body as unknown as Overload['body'] }
}

/** A list of one stands for its element where no list is asked for. */
function single<T>(match: Match<T>): Match<T> {
  return (value) => (isList(value) && value.length === 1 ? match(value[0] ?? null) : match(value))
}

export const any: Match<Value> = (value) => value
export const nonNull: Match<Exclude<Value, null>> = (value) => value ?? undefined
export const text: Match<string> = single((v) => (typeof v === 'string' ? v : undefined))
export const number: Match<Num> = single((v) => (v instanceof Num ? v : undefined))
export const truth: Match<boolean> = single((v) => (typeof v === 'boolean' ? v : undefined))
export const date: Match<FeelDate> = single((v) => (v instanceof FeelDate ? v : undefined))
export const time: Match<FeelTime> = single((v) => (v instanceof FeelTime ? v : undefined))
export const dateTime: Match<FeelDateTime> = single((v) => (v instanceof FeelDateTime ? v : undefined))
/** A date, or the date of a date and time. */
export const day: Match<FeelDate> = single((v) =>
  v instanceof FeelDate ? v : v instanceof FeelDateTime ? v.date : undefined,
)
export const daysAndTime: Match<DaysTime> = single((v) => (v instanceof DaysTime ? v : undefined))
export const duration: Match<DaysTime | YearsMonths> = single((v) =>
  v instanceof DaysTime || v instanceof YearsMonths ? v : undefined,
)
export const context: Match<FeelContext> = single((v) => (isContext(v) ? v : undefined))
export const range: Match<Range> = single((v) => (v instanceof Range ? v : undefined))
export const callable: Match<FeelFunction> = single((v) => (v instanceof FeelFunction ? v : undefined))
/** A list; anything else but null is a list of one. */
export const list: Match<readonly Value[]> = (v) => (isList(v) ? v : v === null ? undefined : [v])
/** A list as given, without conversion. */
export const realList: Match<readonly Value[]> = (v) => (isList(v) ? v : undefined)

export function orNull<T>(match: Match<T>): Match<T | null> {
  return (value) => (value === null ? null : match(value))
}

/** One function of all signatures of a name. */
export function overloaded(name: string, overloads: readonly Overload[]): FeelFunction {
  const parameters = overloads[0]?.params.map((p) => p.name) ?? []
  return new FeelFunction(name, parameters, (args, run) => {
    for (const argument of args instanceof Map ? args.values() : (args as readonly Value[]))
      run.read(argument)
    for (const overload of inOrderOf(args, overloads)) {
      const matched = matchArguments(overload.params, args)
      if (matched !== null) return overload.body(run, ...(matched as never[]))
    }
    return null
  })
}

/** `before(point, range)` and `before(range, point)` differ in order only: the one named in this order comes first. */
function inOrderOf(args: Arguments, overloads: readonly Overload[]): readonly Overload[] {
  if (!(args instanceof Map) || overloads.length < 2) return overloads
  const names = [...args.keys()].map(normalizeName).join()
  const isOrdered = ({ params }: Overload) => params.map((p) => normalizeName(p.name)).join() === names
  return [...overloads.filter(isOrdered), ...overloads.filter((overload) => !isOrdered(overload))]
}

function matchArguments(params: readonly Param<unknown>[], args: Arguments): unknown[] | null {
  return args instanceof Map ? matchNamed(params, args) : matchPositional(params, args as readonly Value[])
}

function matchPositional(params: readonly Param<unknown>[], args: readonly Value[]): unknown[] | null {
  const last = params.at(-1)
  const open = last !== undefined && last.kind === 'rest'
  if (!open && args.length > params.length) return null
  const matched: unknown[] = []
  for (let i = 0; i < Math.max(params.length, args.length); i += 1) {
    const param = params[i] ?? last
    if (param === undefined) return null
    if (i >= args.length) {
      if (param.kind === 'one' || param.kind === 'spared') return null
      if (param.kind === 'optional') matched.push(undefined)
      continue
    }
    const argument = args[i] ?? null
    const value = param.match(argument)
    // An optional argument may be given as null, which means left out.
    if (value === undefined && !(param.kind === 'optional' && argument === null)) return null
    matched.push(value)
  }
  return matched
}

function matchNamed(params: readonly Param<unknown>[], args: ReadonlyMap<string, Value>): unknown[] | null {
  const byName = new Map([...args].map(([name, value]) => [normalizeName(name), value]))
  const ordered: Value[] = []
  for (const param of params) {
    const value = byName.get(normalizeName(param.name))
    if (value === undefined && param.kind === 'one') return null
    byName.delete(normalizeName(param.name))
    if (param.kind === 'rest' && isList(value ?? null)) ordered.push(...(value as readonly Value[]))
    else if (param.kind !== 'rest' || value !== undefined) ordered.push(value ?? null)
  }
  return byName.size === 0 ? matchPositional(params, ordered) : null
}
