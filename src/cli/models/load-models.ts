/** The files of a run, read and checked: BPMN to graphs, DMN to decisions, everything wrong with them at once. */
import { compileDecisions, DecisionError, type DecisionModel } from '#engines/decisions'
import { compileModel, type Finding, type Graph } from '#engines/process'
import { textOf } from './problem.ts'

/** A finding and the file it is about. */
export type FileFinding = Finding & Readonly<{ file: string; line?: number; column?: number }>

export interface Models {
  /** The processes of the first file. */
  readonly own: readonly Graph[]
  readonly graphs: readonly Graph[]
  readonly decisions: readonly DecisionModel[]
  /** Which file each process and each decision model is from. */
  readonly fileOf: ReadonlyMap<Graph | DecisionModel, string>
  readonly findings: readonly FileFinding[]
}

/** Reads all files. Models with an error have no graphs and no decisions; `findings` says why. */
export async function loadModels(file: string, others: readonly string[]): Promise<Models> {
  const texts = [file, ...others].map((path) => ({ path, text: textOf(path) }))
  const processes = texts.filter(({ path, text }) => !isDecisions(path, text))
  const own: Graph[] = []
  const graphs: Graph[] = []
  const findings: FileFinding[] = []
  const fileOf = new Map<Graph | DecisionModel, string>()
  for (const { path, text } of processes) {
    const compiled = await compileModel(text)
    findings.push(...compiled.findings.map((finding) => ({ ...finding, file: path, ...placeIn(finding) })))
    for (const graph of compiled.graphs) {
      if (graphs.some(({ key }) => key === graph.key)) findings.push(twice(graph, path))
      graphs.push(graph)
      fileOf.set(graph, path)
      if (path === file) own.push(graph)
    }
  }
  const tables = texts.filter(({ path, text }) => isDecisions(path, text))
  const decisions = decisionsOf(tables, findings)
  for (const { path, model } of decisions) fileOf.set(model, path)
  return { own, graphs, decisions: decisions.map(({ model }) => model), fileOf, findings }
}

/** Where the XML ends to make sense: the reader of BPMN says it in its message alone, and counts from 0. */
function placeIn({ message }: Finding): { line?: number; column?: number } {
  const [, line, column] = /\bline: (\d+) column: (\d+)/.exec(message) ?? []
  if (line === undefined || column === undefined) return {}
  return { line: Number.parseInt(line, 10) + 1, column: Number.parseInt(column, 10) + 1 }
}

/** Whether a file is a DMN model: by its namespace, and where it has none that is known, by its name. */
function isDecisions(path: string, text: string): boolean {
  if (/["']https?:\/\/www\.omg\.org\/spec\/BPMN\//.test(text)) return false
  return path.endsWith('.dmn') || /["']https?:\/\/www\.omg\.org\/spec\/DMN\//.test(text)
}

function twice({ key, name }: Graph, file: string): FileFinding {
  const message = `Two files have the process ${key}.`
  return {
    ...wrong,
    code: 'process_twice',
    element: key,
    name,
    message,
    cure: 'Leave one of them out.',
    file,
  }
}

const wrong = { severity: 'error', name: '' } as const

type File = Readonly<{ path: string; text: string }>

type Loaded = Readonly<{ path: string; model: DecisionModel }>

function decisionsOf(files: readonly File[], findings: FileFinding[]): Loaded[] {
  const namespaces = new Map<string, string>()
  const imports = (namespace: string) => namespaces.get(namespace)
  const compiled = (file: File, tolerant: boolean): Loaded[] => {
    try {
      return [{ path: file.path, model: compileDecisions(file.text, { imports, tolerant }) }]
    } catch (cause) {
      if (!(cause instanceof DecisionError)) throw cause
      if (!tolerant) findings.push(...findingsOf(cause, file.path))
      return []
    }
  }
  // The namespaces of all come first, because any of them may import any other.
  for (const file of files)
    for (const { model } of compiled(file, true)) namespaces.set(model.namespace, file.text)
  return files.flatMap((file) => compiled(file, false))
}

function findingsOf(error: DecisionError, file: string): FileFinding[] {
  const all = error.findings.length > 0 ? error.findings : [error]
  return all.map(({ code, message, position: { element = '', ...place } }) => {
    return { ...wrong, code, element, message, cure: 'Mend the DMN model.', file, ...place }
  })
}
