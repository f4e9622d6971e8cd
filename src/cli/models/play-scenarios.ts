/** Whole files of scenarios: what failed, and what of the models they are about they have gone through. */
import type { DecisionModel } from '#engines/decisions'
import { Coverage, type Simulation } from '#engines/process'
import { UsageFault } from '../rooms/arguments.ts'
import type { Difference } from './compare.ts'
import { type FileFinding, loadModels, type Models } from './load-models.ts'
import { playScenario } from './play-scenario.ts'
import { readScenarios } from './scenario-file.ts'
import type { Decided } from './world.ts'

/** How many of them there are, how many were taken, and the ids of the others. */
export type Covered = Readonly<{ all: number; taken: number; missed: readonly string[] }>

/** What was gone through of one process, or of the rules of one DMN model. */
export type ModelCoverage = Readonly<{ file: string }> &
  (
    | Readonly<{ process: string; elements: Covered; flows: Covered }>
    | Readonly<{ model: string; rules: Covered }>
  )

export type ScenarioResult = Readonly<{
  file: string
  name: string
  failures: readonly Difference[]
  simulation: Simulation
}>

export type Results = Readonly<{
  findings: readonly FileFinding[]
  scenarios: readonly ScenarioResult[]
  coverage: readonly ModelCoverage[]
}>

/** Plays the scenarios of all files. A model with an error is not played; `findings` says why. */
export async function playScenarios(paths: readonly string[]): Promise<Results> {
  const findings: FileFinding[] = []
  const scenarios: ScenarioResult[] = []
  const gone = new GoneThrough()
  for (const path of paths) {
    const file = readScenarios(path)
    const [model, ...more] = file.models
    const models = await loadModels(model ?? '', [...more, ...file.others])
    findings.push(...models.findings)
    if (models.findings.some(({ severity }) => severity === 'error')) continue
    gone.expect(models, file.models)
    for (const scenario of file.scenarios) {
      const played = placed(`${path}: ${scenario.at}`, () =>
        playScenario(scenario, models, gone.rules(models)),
      )
      gone.taken.addAll(played.simulation.coverage)
      scenarios.push({ file: path, name: scenario.name, ...played })
    }
  }
  return { findings, scenarios, coverage: gone.coverage() }
}

/** What cannot be played at all is told with its place. */
function placed<T>(place: string, play: () => T): T {
  try {
    return play()
  } catch (cause) {
    if (!(cause instanceof UsageFault)) throw cause
    throw new UsageFault(`${place}: ${cause.message}`)
  }
}

/** What is to be gone through, and what was: by any scenario of any file, also where a model only plays along. */
class GoneThrough {
  readonly taken = new Coverage()
  readonly #expected = new Map<string, Models>()
  readonly #rules = new Set<string>()

  expect(models: Models, files: readonly string[]): void {
    for (const file of files) this.#expected.set(file, models)
  }

  /** Remembers the rules of each decision that is made. */
  rules({ fileOf }: Models): Decided {
    return (model, trace) => {
      for (const { table, ruleId } of trace.flatMap(({ matchedRules }) => matchedRules))
        this.#rules.add(`${fileOf.get(model)} ${table} ${ruleId}`)
    }
  }

  coverage(): ModelCoverage[] {
    return [...this.#expected].flatMap(([file, { graphs, decisions, fileOf }]) => [
      ...graphs.filter((graph) => fileOf.get(graph) === file).map((graph) => this.#ofProcess(file, graph)),
      ...decisions.filter((model) => fileOf.get(model) === file).map((model) => this.#ofRules(file, model)),
    ])
  }

  #ofProcess(file: string, graph: Models['graphs'][number]): ModelCoverage {
    const covered = ({ all, missed }: Readonly<{ all: number; missed: readonly string[] }>) => ({
      ...{ all, taken: all - missed.length, missed },
    })
    const elements = covered(this.taken.elementsOf(graph))
    return { file, process: graph.key, elements, flows: covered(this.taken.flowsOf(graph)) }
  }

  #ofRules(file: string, model: DecisionModel): ModelCoverage {
    const all = model.rules()
    const missed = all.filter(({ table, ruleId }) => !this.#rules.has(`${file} ${table} ${ruleId}`))
    const ids = missed.map(({ ruleId }) => ruleId)
    return {
      file,
      model: model.name,
      rules: { all: all.length, taken: all.length - missed.length, missed: ids },
    }
  }
}
