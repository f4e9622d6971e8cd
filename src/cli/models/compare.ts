/** Whether something is as it was expected: what is not said is not looked at. */

/** What is not as expected, and where. */
export type Difference = Readonly<{ at: string; message: string; expected: unknown; actual: unknown }>

/**
 * Compares by value. Of an object only the expected fields are looked at, lists must be alike item by item; a text in
 * place of an object means its field `short`.
 */
export function differences(expected: unknown, actual: unknown, at: string, short?: string): Difference[] {
  if (Array.isArray(expected)) return ofLists(expected, actual, at, short)
  if (isObject(expected)) {
    if (!isObject(actual)) return [differs(expected, actual, at)]
    return Object.entries(expected).flatMap(([name, value]) =>
      differences(value, actual[name] ?? null, `${at}/${name}`),
    )
  }
  if (typeof expected === 'string' && short !== undefined && isObject(actual)) {
    return differences(expected, actual[short] ?? null, at)
  }
  return Object.is(expected, actual) ? [] : [differs(expected, actual, at)]
}

function ofLists(expected: readonly unknown[], actual: unknown, at: string, short?: string): Difference[] {
  if (!Array.isArray(actual)) return [differs(expected, actual, at)]
  const found = expected.flatMap((one, index) =>
    index < actual.length ? differences(one, actual[index], `${at}/${index}`, short) : [],
  )
  if (expected.length === actual.length) return found
  const told = short === undefined ? actual : actual.map((one) => (isObject(one) ? one[short] : one))
  const message = `There are ${actual.length}, not ${expected.length}.`
  return [{ at, message, expected, actual: told }, ...found]
}

const differs = (expected: unknown, actual: unknown, at: string): Difference => ({
  ...{ at, message: 'It is not as expected.', expected, actual },
})

/** Whether the expected ones are among the actual ones in this order. */
export function inOrder(expected: readonly string[], actual: readonly string[], at: string): Difference[] {
  let from = 0
  for (const [index, one] of expected.entries()) {
    const found = actual.indexOf(one, from)
    if (found < 0)
      return [{ ...differs(one, actual, `${at}/${index}`), message: 'It has not completed then.' }]
    from = found + 1
  }
  return []
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
