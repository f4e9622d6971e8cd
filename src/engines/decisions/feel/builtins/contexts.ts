import { entryIfContext, keyOf } from '../names.ts'
import type { Run } from '../run.ts'
import { type FeelContext, isContext, type Value } from '../value.ts'
import {
  any,
  context,
  define,
  list,
  nonNull,
  type Overload,
  one,
  orNull,
  realList,
  text,
  truth,
} from './define.ts'

function valueAt(from: Value, keys: readonly Value[]): Value {
  let value: Value = from
  for (const key of keys) {
    if (typeof key !== 'string') return null
    value = entryIfContext(value, keyOf(key)) ?? null
  }
  return value
}

function entries(run: Run, from: FeelContext): Value {
  run.step(from.size)
  return [...from].map(
    ([key, value]) =>
      new Map<string, Value>([
        ['key', key],
        ['value', value],
      ]),
  )
}

/** A context of a list of `{key, value}`; a key named twice makes none. */
function fromEntries(run: Run, pairs: readonly Value[]): Value {
  run.step(pairs.length)
  const result = new Map<string, Value>()
  for (const pair of pairs) {
    if (!isContext(pair)) return null
    const key = pair.get('key')
    const value = pair.get('value')
    if (typeof key !== 'string' || value === undefined || result.has(key)) return null
    result.set(key, value)
  }
  return result
}

/** A copy with one entry set; with a path of keys, contexts on the way are copied or made. */
function put(run: Run, into: Value, keys: readonly Value[], value: Value): Value {
  const [key, ...more] = keys
  if (typeof key !== 'string' || (into !== null && !isContext(into))) return null
  run.step(into?.size ?? 1)
  const below = isContext(into) ? (into.get(key) ?? null) : null
  const placed = more.length === 0 ? value : put(run, below, more, value)
  if (more.length > 0 && placed === null) return null
  return new Map<string, Value>([...(isContext(into) ? into : []), [key, placed]])
}

function merge(run: Run, contexts: readonly Value[]): Value {
  const result = new Map<string, Value>()
  for (const one of contexts) {
    if (!isContext(one)) return null
    run.step(one.size)
    for (const [key, value] of one) result.set(key, value)
  }
  return result
}

export const contexts: readonly Overload[] = [
  define('get value', [one('m', context), one('key', text)], (_, m, key) => valueAt(m, [key])),
  define('get value', [one('context', context), one('key', text)], (_, m, key) => valueAt(m, [key])),
  define('get value', [one('m', context), one('keys', realList)], (_, m, keys) => valueAt(m, keys)),
  define('get entries', [one('m', context)], (run, m) => entries(run, m)),
  define('get entries', [one('context', context)], (run, m) => entries(run, m)),
  define('context', [one('entries', list)], (run, pairs) => fromEntries(run, pairs)),
  define(
    'context put',
    [one('context', context), one('key', text), one('value', any)],
    (run, m, key, value) => put(run, m, [key], value),
  ),
  define(
    'context put',
    [one('context', context), one('keys', realList), one('value', any)],
    (run, m, keys, value) => (keys.length === 0 ? null : put(run, m, keys, value)),
  ),
  define('context merge', [one('contexts', list)], (run, all) => merge(run, all)),
  define('not', [one('negand', orNull(truth))], (_, value) => (value === null ? null : !value)),
  // Camunda
  define('is defined', [one('value', any)], (_, value) => value !== null),
  define('get or else', [one('value', nonNull), one('default', any)], (_, value) => value),
  define('get or else', [one('value', any), one('default', any)], (_, _value, other) => other),
]
