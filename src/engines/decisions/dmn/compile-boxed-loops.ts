import { iterate } from '../feel/iteration.ts'
import { type Code, type Env, Scope } from '../feel/scope.ts'
import { isList, typeName, type Value } from '../feel/value.ts'
import { type Boxes, type Place, within } from './boxes.ts'
import type { FilterBox, IteratorBox } from './definitions.ts'

/** The boxed `for`, `some` and `every` of DMN 1.4: as their FEEL expressions, with one iterator. */
export function compileIteratorBox(box: IteratorBox, place: Place, c: Boxes): Code {
  const collection = c.compile(box.collection, place)
  const names = box.operator === 'for' ? [box.variable, 'partial'] : [box.variable]
  const body = c.compile(box.body, within(place, 'names', names))
  const values = (scope: Scope): Iterable<Value> | null => {
    const value = collection(scope)
    const found = iterate(value, undefined)
    if (found === null) {
      scope.run.warn({ message: `${typeName(value)} cannot be iterated.`, text: box.id, line: 1, column: 1 })
    }
    return found
  }
  if (box.operator !== 'for') return quantified(values, body, box)
  return forEach(values, body, JSON.stringify(box.body).includes('partial'))
}

type Values = (scope: Scope) => Iterable<Value> | null

/** Only a body that names `partial` is given the results so far: copying them costs their square. */
function forEach(values: Values, body: Code, asksPartial: boolean): Code {
  return (scope) => {
    const found = values(scope)
    if (found === null) return null
    const results: Value[] = []
    for (const value of found) {
      scope.run.step(asksPartial ? 1 + results.length : 1)
      const partial = asksPartial ? results.slice() : null
      results.push(body(new Scope(scope.run, scope, [value, partial])))
    }
    return results
  }
}

/** What is no condition at all leaves the whole undecided, also where a later element would decide it. */
function quantified(values: Values, condition: Code, box: IteratorBox): Code {
  const decisive = box.operator === 'some'
  return (scope) => {
    const found = values(scope)
    if (found === null) return null
    let unknown = false
    for (const value of found) {
      scope.run.step()
      const result = condition(new Scope(scope.run, scope, [value]))
      if (result === decisive) return decisive
      if (result === null) unknown = true
      else if (typeof result !== 'boolean') return noCondition(scope, result, box.id)
    }
    return unknown ? null : !decisive
  }
}

/** The boxed filter of DMN 1.4: the elements for which the condition is true. */
export function compileFilterBox(box: FilterBox, place: Place, c: Boxes): Code {
  const collection = c.compile(box.collection, place)
  const env: Env = within(place, 'item', []).env
  const match = c.compile(box.match, { env, known: place.known })
  return (scope) => {
    const value = collection(scope)
    const list = isList(value) ? value : value === null ? [] : [value]
    scope.run.step(list.length)
    const kept: Value[] = []
    for (const item of list) {
      const holds = match(new Scope(scope.run, scope, [item]))
      if (holds !== null && typeof holds !== 'boolean') return noCondition(scope, holds, box.id)
      if (holds === true) kept.push(item)
    }
    return kept
  }
}

function noCondition(scope: Scope, value: Value, element: string): null {
  const message = `A condition is needed, not ${typeName(value)}: the result is null.`
  scope.run.warn({ message, text: element, line: 1, column: 1 })
  return null
}
