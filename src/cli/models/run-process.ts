/** `throughline processes run FILE`: a BPMN file in memory against a script, with a virtual clock. */
import { Simulation, SimulationFault, type Variables } from '#engines/process'
import { readJson } from '../read-json.ts'
import { UsageFault } from '../rooms/arguments.ts'
import { endOf } from './end-state.ts'
import { firstProcess, happen } from './happen.ts'
import { type FileFinding, loadModels, type Models } from './load-models.ts'
import { ends, readWords, tell, told } from './problem.ts'
import { readScript, type Script, type ScriptEvent } from './script.ts'
import { TraceWords } from './trace-words.ts'
import { worldOf } from './world.ts'

export const runFile = (words: readonly string[]): Promise<number> =>
  told(async () => {
    const { file, others, json } = readRun(words)
    const script = readScript(json === undefined ? {} : readJson(json))
    const models = await loadModels(file, others)
    for (const finding of models.findings) print(findingLine(finding))
    if (models.findings.some(({ severity }) => severity === 'error')) return ends.failed
    return play(script, models)
  })

function readRun(words: readonly string[]) {
  const { values, positionals } = readWords(words, {
    with: { type: 'string', multiple: true },
    json: { type: 'string' },
  })
  const [file, extra] = positionals
  if (file === undefined) throw new UsageFault('Which file? throughline processes run FILE --json SCRIPT.')
  if (extra !== undefined) throw new UsageFault(`"${extra}" is one file too many; other models go to --with.`)
  const others = values.with ?? []
  if ([file, ...others, values.json].filter((from) => from === '-').length > 1)
    throw new UsageFault('Standard input can be read once: give the model or the script another way.')
  return { file, others, json: values.json }
}

const print = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`)

function findingLine({ file, severity, code, element, name, message, cure, ...place }: FileFinding): object {
  return { type: 'finding', file, severity, code, element, name, message, cure, ...place }
}

/** Plays the script to its end, or to the event that cannot happen. The end state is printed in either case. */
function play(script: Script, models: Models): number {
  const first = firstProcess(script, script.events, models.own)
  const simulation = new Simulation(models.graphs, worldOf(script, models.decisions))
  const words = new TraceWords()
  let printed = 0
  const flush = () => {
    for (const line of simulation.trace.slice(printed)) {
      const graph = simulation.instances[line.instance]?.graph
      if (graph) print(words.lineOf(line, graph))
    }
    printed = simulation.trace.length
  }
  let event = -1
  try {
    if (first !== null) simulation.start(script.variables as Variables, first)
    for (const next of script.events) {
      event += 1
      flush()
      print({ type: 'script', at: simulation.now.toString(), event, ...said(next) })
      happen(simulation, next, script.zone, models.graphs)
    }
    return ends.done
  } catch (cause) {
    if (!(cause instanceof SimulationFault)) throw cause
    flush()
    tell({ code: cause.code, message: cause.message, ...(event >= 0 && { event }) })
    return ends.failed
  } finally {
    flush()
    print(endOf(simulation))
  }
}

/** What the script says, as it was understood. */
function said({ kind: _kind, ...says }: ScriptEvent): object {
  return { says }
}
