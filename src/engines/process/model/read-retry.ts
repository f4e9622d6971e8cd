/** How often a service task is tried, and how long is waited in between. */
import type { Findings } from './findings.ts'
import type { ServiceWork } from './graph.ts'
import { type Item, text } from './item.ts'
import { type Extensions, readFeel, readPairs } from './reader.ts'
import { timerProblem } from './timer.ts'

/** Waited after each failure when nothing is said. */
const waitDefault = 'PT1M'
/** More tries than this are none that anybody means. */
export const attemptsMax = 100

/**
 * The `retries` of the task definition is how often it is tried in all, as in Camunda 8; the property `retryBackoff`
 * gives the waits as durations with commas, the last one for all further failures.
 */
export function readRetry(at: Item, extensions: Extensions, findings: Findings): ServiceWork['retry'] {
  const definition = extensions.get('TaskDefinition')
  const raw = definition ? text(definition, 'retries') : null
  if (!raw) return null
  const told = raw.startsWith('=') ? readFeel(at, raw, 'number of retries', findings) : null
  if (raw.startsWith('=') && !told) return null
  if ((!told && !/^[1-9]\d*$/.test(raw)) || Number(raw) > attemptsMax) {
    const message = `The number of retries "${raw}" is not a whole number from 1 to ${attemptsMax}.`
    findings.error(at, 'retries_invalid', message, 'Write how often the command is tried in all.')
    return null
  }
  const waits = (readPairs(extensions, 'Properties')['retryBackoff'] ?? waitDefault)
    .split(',')
    .map((wait) => wait.trim())
  for (const wait of waits) {
    const problem = timerProblem('duration', wait)
    if (problem) findings.error(at, 'retry_backoff_invalid', problem, 'Write durations such as PT1M, PT10M.')
  }
  return { attempts: told ?? Number(raw), waits }
}
