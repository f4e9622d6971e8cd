/** `throughline decisions evaluate FILE`: decisions of a DMN file, without a server. */
import { compileDecisions, DecisionError, type DecisionModel } from '#engines/decisions'
import { readJson } from '../read-json.ts'
import { UsageFault } from '../rooms/arguments.ts'
import { withMoments } from './moments-in-json.ts'
import { ends, readInstant, readWords, readZone, tell, textOf, told } from './problem.ts'

export const evaluateFile = (words: readonly string[]): Promise<number> =>
  told(() => {
    const { files, decisions, json, now, zone, tolerant } = readEvaluation(words)
    const inputs = json === undefined ? {} : withMoments(readJson(json))
    // Only where nobody says what time it is, the present is meant.
    const clock = { now: now ?? Temporal.Now.instant(), zone }
    const model = compiled(files, tolerant)
    if (model === null) return ends.failed
    const failed = decisions.filter((decision) => !evaluated(model, decision, inputs, clock, tolerant))
    return failed.length > 0 ? ends.failed : ends.done
  })

function readEvaluation(words: readonly string[]) {
  const { values, positionals } = readWords(words, {
    decision: { type: 'string', multiple: true },
    with: { type: 'string', multiple: true },
    json: { type: 'string' },
    now: { type: 'string' },
    zone: { type: 'string' },
    tolerant: { type: 'boolean' },
  })
  const [file, extra] = positionals
  if (file === undefined)
    throw new UsageFault('Which file? throughline decisions evaluate FILE --decision NAME.')
  if (extra !== undefined)
    throw new UsageFault(`"${extra}" is one file too many; imported models go to --with.`)
  const decisions = values.decision ?? []
  if (decisions.length === 0) throw new UsageFault('Which decision? Name it with --decision, by id or name.')
  if ([file, ...(values.with ?? []), values.json].filter((from) => from === '-').length > 1)
    throw new UsageFault('Standard input can be read once: give the model or the inputs another way.')
  return {
    files: [file, ...(values.with ?? [])] as const,
    decisions,
    json: values.json,
    now: values.now === undefined ? undefined : readInstant(values.now, '--now'),
    zone: readZone(values.zone ?? 'UTC', '--zone'),
    tolerant: values.tolerant === true,
  }
}

/** The model with the models it imports, or null when it was told what keeps it from being executed. */
function compiled(
  [file, ...others]: readonly [string, ...string[]],
  tolerant: boolean,
): DecisionModel | null {
  let reading = file
  try {
    const namespaces = new Map<string, string>()
    for (const other of others) {
      reading = other
      const text = textOf(other)
      namespaces.set(compileDecisions(text, { tolerant: true }).namespace, text)
    }
    reading = file
    return compileDecisions(textOf(file), { tolerant, imports: (namespace) => namespaces.get(namespace) })
  } catch (cause) {
    if (!(cause instanceof DecisionError)) throw cause
    tell({ ...problemOf(cause), file: reading })
    return null
  }
}

/** That nothing of this name can be decided is no result of a decision, however much is tolerated. */
const notMade: readonly string[] = ['decision_not_found', 'decision_ambiguous']

/** Prints the result, or tells the problem. Gives whether there was a result; an error is one where it is tolerated. */
function evaluated(
  model: DecisionModel,
  decision: string,
  inputs: Readonly<Record<string, unknown>>,
  clock: { now: Temporal.Instant; zone: string },
  tolerant: boolean,
): boolean {
  const findings = tolerant ? { findings: model.findings.map(problemOf) } : {}
  const print = (result: object) =>
    process.stdout.write(`${JSON.stringify({ decision, ...result, ...findings })}\n`)
  try {
    const { value, trace, warnings } = model.evaluate(decision, inputs, clock)
    print({ value, trace, warnings })
    return true
  } catch (cause) {
    if (!(cause instanceof DecisionError)) throw cause
    const tolerated = tolerant && !notMade.includes(cause.code)
    if (tolerated) print({ value: null, trace: [], warnings: [], problem: problemOf(cause) })
    else tell({ ...problemOf(cause), decision })
    return tolerated
  }
}

/** An error of the engine as programs read it; the place of the first finding is the place of the whole. */
function problemOf({ code, message, position, findings }: DecisionError): {
  readonly code: string
  readonly message: string
} {
  const at = findings[0]?.position ?? {}
  const all = findings.length > 0 ? { findings: findings.map(problemOf) } : {}
  return { code, message, ...at, ...position, ...all }
}
