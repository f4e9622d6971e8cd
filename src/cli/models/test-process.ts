/** `throughline processes test FILE`: the scenarios beside a model, played in memory, with what they have covered. */
import { UsageFault } from '../rooms/arguments.ts'
import { type Covered, type ModelCoverage, playScenarios } from './play-scenarios.ts'
import { ends, readWords, tell, told } from './problem.ts'

export const testFiles = (words: readonly string[]): Promise<number> =>
  told(async () => {
    const { files, needed } = readTest(words)
    const { findings, scenarios, coverage } = await playScenarios(files)
    for (const { file, severity, code, element, name, message, cure, ...place } of findings)
      print({ type: 'finding', file, severity, code, element, name, message, cure, ...place })
    for (const { file, name, failures } of scenarios)
      print({ type: 'scenario', file, name, passed: failures.length === 0, failures })
    for (const one of coverage) print({ type: 'coverage', ...one })
    const failed = scenarios.filter(({ failures }) => failures.length > 0).length
    const percent = percentOf(coverage)
    print({ type: 'end', scenarios: scenarios.length, failed, percent })
    const refused = findings.some(({ severity }) => severity === 'error')
    if (failed > 0)
      tell({ code: 'scenario_failed', message: `${failed} of ${scenarios.length} scenarios failed.` })
    if (percent < needed)
      tell({
        code: 'coverage_too_low',
        message: `The scenarios take ${percent} % of the models, not ${needed} %; "missed" names the rest.`,
      })
    return refused || failed > 0 || percent < needed ? ends.failed : ends.done
  })

const print = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`)

function readTest(words: readonly string[]) {
  const { values, positionals } = readWords(words, { coverage: { type: 'string' } })
  const usage = 'throughline processes test FILE [FILE …] [--coverage PERCENT]'
  if (positionals.length === 0) throw new UsageFault(`Which scenarios? ${usage}.`)
  const needed = values.coverage ?? '0'
  if (!/^(\d{1,2}|100)$/.test(needed))
    throw new UsageFault(`--coverage is a whole number up to 100: ${usage}.`)
  return { files: positionals, needed: Number.parseInt(needed, 10) }
}

const countsOf = (one: ModelCoverage): readonly Covered[] =>
  'rules' in one ? [one.rules] : [one.elements, one.flows]

/** Of all elements, flows and rules together, in whole per cent that are never more than it is. */
function percentOf(coverage: readonly ModelCoverage[]): number {
  const counts = coverage.flatMap(countsOf)
  const all = counts.reduce((sum, one) => sum + one.all, 0)
  const taken = counts.reduce((sum, one) => sum + one.taken, 0)
  return all === 0 ? 0 : Math.floor((taken * 100) / all)
}
