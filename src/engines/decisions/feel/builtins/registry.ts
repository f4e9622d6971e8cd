import type { FeelFunction } from '../value.ts'
import { calendar } from './calendar.ts'
import { camunda } from './camunda.ts'
import { contexts } from './contexts.ts'
import { conversion } from './conversion.ts'
import { type Overload, overloaded } from './define.ts'
import { lists } from './lists.ts'
import { numeric } from './numeric.ts'
import { patterns } from './patterns.ts'
import { ranges } from './ranges.ts'
import { textual } from './text.ts'

function register(overloads: readonly Overload[]): ReadonlyMap<string, FeelFunction> {
  const byName = Map.groupBy(overloads, (overload) => overload.name)
  return new Map([...byName].map(([name, own]) => [name, overloaded(name, own)]))
}

/** Every built-in function by its name. To add one, declare its signature in the file of its family. */
export const builtins: ReadonlyMap<string, FeelFunction> = register([
  ...conversion,
  ...textual,
  ...patterns,
  ...numeric,
  ...lists,
  ...calendar,
  ...ranges,
  ...contexts,
  ...camunda,
])
