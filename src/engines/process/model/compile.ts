/** A BPMN file to graphs: parsed, checked with all findings at once, compiled to integers. */
import { createHash } from 'node:crypto'
import { barUnexecuted } from './barred.ts'
import { attachBoundaries, type Draft, draftProcess } from './draft.ts'
import { collectFindings, type Finding, type Findings, isDeployable } from './findings.ts'
import { attachForms } from './form.ts'
import type { Flow, Graph, Node, Scope } from './graph.ts'
import { documentation, type Item, items, text, typeName } from './item.ts'
import { parseModel } from './parse.ts'
import { compileJoins } from './reach.ts'
import { readListeners } from './read-listeners.ts'
import { extensionsOf, readPairs } from './reader.ts'
import { warnAbout } from './soundness.ts'
import { readStarters } from './starters.ts'
import { checkStructure } from './structure.ts'
import { noCalendar } from './timer.ts'
import { readTranslations } from './translations.ts'
import { wireFlows, wireLinks } from './wire.ts'
import { wireCompensation } from './wire-compensation.ts'

/** A model with more elements is refused: what joins wait for is compiled for each pair of them. */
const elementsMax = 5_000

/** The outcome of reading a model: graphs only when no finding is an error. */
export type Compiled = Readonly<{ findings: readonly Finding[]; graphs: readonly Graph[] }>

/** Root elements that say nothing a token could follow. */
const silent = new Set([
  ...['Signal', 'Error', 'Escalation', 'Collaboration', 'Category', 'ItemDefinition', 'DataStore'],
  ...['Interface', 'Resource', 'PartnerRole', 'PartnerEntity', 'EndPoint'],
])

/** Reads every executable process of a BPMN file. */
export async function compileModel(xml: string): Promise<Compiled> {
  const findings = collectFindings()
  const graphs = await compileFile(xml, findings)
  for (const graph of graphs) warnAbout(graph, findings)
  return { findings: findings.all, graphs: isDeployable(findings.all) ? graphs : [] }
}

/**
 * Reads a process that is in force, whatever today's deployment would say of its file: what can be executed is, and an
 * element that cannot says why, so that only an instance that reaches it stops there. Undefined without such a process.
 */
export async function compileInForce(xml: string, key: string): Promise<Graph | undefined> {
  const findings = collectFindings(true)
  const graphs = await compileFile(xml, findings)
  const graph = graphs.find((one) => one.key === key)
  return graph && barUnexecuted(graph, findings.all)
}

async function compileFile(xml: string, findings: Findings): Promise<Graph[]> {
  const definitions = await parseModel(xml, findings)
  if (!definitions) return []
  checkRoot(definitions, findings)
  const processes = items(definitions, 'rootElements').filter((root) => root.$type === 'bpmn:Process')
  const executable = processes.filter((process) => process['isExecutable'] === true)
  if (executable.length === 0) {
    const message = 'No process of the file is executable.'
    findings.error({}, 'nothing_executable', message, 'Mark a process as executable.')
  }
  const drafts = executable.map((process) => draftProcess(process, findings))
  const count = drafts.reduce((sum, draft) => sum + draft.nodes.length, 0)
  if (count > elementsMax && !findings.inForce) {
    const message = `The model has ${count} elements.`
    findings.error({}, 'model_too_large', message, `Split it; ${elementsMax} elements is the limit.`)
    return []
  }
  return drafts.map((draft) => compileDraft(draft, hashOf(xml, draft.process), findings))
}

function hashOf(xml: string, process: Item): string {
  return createHash('sha256')
    .update(`${process.id ?? ''}\n${xml}`)
    .digest('hex')
}

function checkRoot(definitions: Item, findings: Findings): void {
  const language = text(definitions, 'expressionLanguage')
  if (language && !/feel|XPath$/i.test(language)) {
    const message = `The expression language ${language} is not executed.`
    findings.error(definitions, 'expression_language', message, 'Write the expressions in FEEL.')
  }
  for (const root of items(definitions, 'rootElements')) {
    if (root.$type === 'bpmn:Process' || root.$type === 'bpmn:Message') continue
    extensionsOf(root, [], findings)
    if (silent.has(typeName(root))) continue
    const message = `A ${typeName(root)} is not executed.`
    findings.error(root, 'element_not_executed', message, 'Remove it.')
  }
}

function compileDraft(draft: Draft, hash: string, findings: Findings): Graph {
  const { process } = draft
  const extensions = extensionsOf(process, ['VersionTag', 'UserTaskForm', 'ExecutionListeners'], findings)
  if (!process.id) findings.error(process, 'id_missing', 'The process has no id.', 'Give it an id.')
  if (items(process, 'correlationSubscriptions').length > 0) {
    const message = 'Correlation subscriptions of BPMN are not executed.'
    findings.error(
      process,
      'correlation_not_executed',
      message,
      'Use the correlation key of zeebe:subscription.',
    )
  }
  const startForm = attachForms(process, draft.nodes, findings)
  attachBoundaries(draft, findings)
  const flows = wireFlows(draft, findings)
  wireLinks(draft, findings)
  wireCompensation(draft, findings)
  checkStructure(draft, flows, findings)
  const nodes = draft.nodes.map(({ source: _source, ...node }): Node => node)
  const tag = extensions.get('VersionTag')
  const { start, end } = readListeners(process, extensions, findings)
  const properties = readPairs(extensions, 'Properties')
  return {
    hash,
    key: process.id ?? '',
    name: process.name ?? process.id ?? '',
    versionTag: tag ? text(tag, 'value') : null,
    documentation: documentation(process),
    properties,
    translations: readTranslations(process),
    nodes,
    flows,
    scopes: draft.scopes.map((scope) => compileScope(scope.index, scope.node, scope.nodes, nodes, flows)),
    joins: compileJoins(nodes, flows),
    listeners: { start, end },
    startForm,
    starters: readStarters(draft.nodes, findings),
    calendars: calendarsOf(nodes, properties['calendar'] ?? null),
    byId: draft.byId,
  }
}

/** The calendars durations of timers and dates of tasks are counted on, each once. */
function calendarsOf(nodes: readonly Node[], byDefault: string | null): string[] {
  const names = nodes.flatMap(({ event, work }) => {
    const counts =
      (event?.kind === 'timer' && event.form === 'duration' && event) || (work?.kind === 'user' && work)
    const name = counts ? (counts.calendar ?? byDefault) : null
    return name === null || name === noCalendar ? [] : [name]
  })
  return [...new Set(names)]
}

/**
 * Where a scope begins. A scope without start event begins at every node that nothing leads to, except
 * the ones an event, a host or a link leads to. A process may begin with the events after an instantiating gateway.
 */
function compileScope(
  index: number,
  host: number,
  members: readonly number[],
  nodes: readonly Node[],
  flows: readonly Flow[],
): Scope {
  const own = members.flatMap((member) => nodes[member] ?? [])
  const starts = own.filter((node) => node.kind === 'start')
  const plain = starts.filter((node) => node.event?.kind === 'none')
  const begins = own.filter((node) => node.instantiates)
  const first = begins.flatMap((node) =>
    node.kind === 'event-gateway' ? node.outgoing.map((flow) => flows[flow]?.target ?? -1) : [node.index],
  )
  const orphans = own.filter(
    (node) =>
      node.incoming.length === 0 &&
      node.kind !== 'boundary' &&
      node.kind !== 'event-subprocess' &&
      !node.undoes &&
      !(node.kind === 'catch' && node.event?.kind === 'link'),
  )
  const aside = own.filter((node) => node.kind === 'event-subprocess')
  const undo = aside.find((node) => {
    const start = nodes.find((inner) => inner.scope === node.inner && inner.kind === 'start')
    return start?.event?.kind === 'compensate'
  })
  return {
    index,
    node: host,
    nodes: members,
    starts: (starts.length > 0 || begins.length > 0 ? plain : orphans).map((node) => node.index),
    triggers: [...starts.filter((node) => node.event?.kind !== 'none').map((node) => node.index), ...first],
    eventSubprocesses: aside.map((node) => node.index),
    undo: undo?.index ?? -1,
  }
}
