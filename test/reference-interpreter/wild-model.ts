/**
 * Random models without structure: nodes of any kind, wired at random, with events on them and beside them.
 *
 * Everything is drawn from small numbers, so that a failing model shrinks to a small one.
 */
import fc from 'fast-check'
import {
  boundary,
  cancel,
  caught,
  compensation,
  each,
  element,
  end,
  error,
  escalation,
  eventSubprocess,
  flow,
  listeners,
  loop,
  message,
  process,
  properties,
  script,
  service,
  signal,
  start,
  subprocess,
  terminate,
  thrown,
  timer,
  transaction,
  undoer,
  undoneBy,
  user,
} from '../diagram.ts'

const plain = ['user', 'user', 'user', 'service', 'task', 'count', 'catch', 'race'] as const
const gateways = ['exclusive', 'parallel', 'inclusive', 'inclusive', 'parallel'] as const
const special = [
  'many',
  'sequential',
  'looped',
  'chosen',
  'perhaps',
  'undoable',
  'undo',
  'escalate',
  'shout',
] as const
const ends = ['end', 'terminate', 'error', 'escalated', 'undone', 'cancelled'] as const
const leafKinds = [...plain, ...gateways, ...special, ...ends] as const

type LeafKind = (typeof leafKinds)[number]

/** An event on an activity: what it catches, whether it interrupts and where it leads. */
type OnHost = { catches: Caught; interrupts: boolean; to: number }
/** An event subprocess: what it catches, whether it interrupts, and what it does. */
type Beside = {
  catches: Caught
  interrupts: boolean
  does: 'user' | 'undo' | 'error' | 'escalate' | 'service'
}
type Caught = 'timer' | 'cycle' | 'message' | 'signal' | 'error' | 'any error' | 'escalation'

/** A node and where it leads; numbers count the nodes of its scope, round and round. */
type WildNode = {
  kind: LeafKind | 'subprocess' | 'transaction'
  to: number[]
  events: OnHost[]
  inside: Wild | null
}

/** What is in a scope. The first node is where it begins. */
export type Wild = { nodes: WildNode[]; beside: Beside[] }

const caughts = fc.constantFrom<Caught>(
  'timer',
  'cycle',
  'message',
  'signal',
  'error',
  'any error',
  'escalation',
)
const onHost = fc.record({ catches: caughts, interrupts: fc.boolean(), to: fc.nat(7) })
const beside = fc.record({
  catches: caughts,
  interrupts: fc.boolean(),
  does: fc.constantFrom(
    'user' as const,
    'undo' as const,
    'error' as const,
    'escalate' as const,
    'service' as const,
  ),
})
const rarely = <T>(one: fc.Arbitrary<T>, max: number) =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant<T[]>([]) },
    { weight: 1, arbitrary: fc.array(one, { maxLength: max }) },
  )

const toOthers = fc.array(fc.nat(7), { minLength: 1, maxLength: 3 })
const leaf: fc.Arbitrary<WildNode> = fc.record({
  kind: fc.constantFrom(...leafKinds),
  to: toOthers,
  events: rarely(onHost, 2),
  inside: fc.constant(null),
})

const wildOf = (node: fc.Arbitrary<WildNode>, max: number): fc.Arbitrary<Wild> =>
  fc.record({ nodes: fc.array(node, { minLength: 2, maxLength: max }), beside: rarely(beside, 2) })

const nested = (inner: fc.Arbitrary<Wild>): fc.Arbitrary<WildNode> =>
  fc.oneof(
    { weight: 5, arbitrary: leaf },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constantFrom('subprocess' as const, 'transaction' as const),
        to: toOthers,
        events: rarely(onHost, 2),
        inside: inner,
      }),
    },
  )

/** A random model of up to three levels. */
export const wild: fc.Arbitrary<Wild> = wildOf(nested(wildOf(nested(wildOf(leaf, 4)), 5)), 8)

const definitionOf = (catches: Caught): string => {
  const definitions: Record<Caught, string> = {
    timer: timer('Duration', 'PT1H'),
    cycle: timer('Cycle', 'R2/PT1H'),
    message: message('m', '="k"'),
    signal: signal('S'),
    error: error('A'),
    'any error': error(),
    escalation: escalation('late'),
  }
  return definitions[catches]
}

/** A cycle fires as often as it says, however late. */
const everyFiring = (catches: Caught) => (catches === 'cycle' ? properties({ catchUp: 'all' }) : '')

const hosts = new Set([
  'user',
  'service',
  'perhaps',
  'many',
  'sequential',
  'looped',
  'undoable',
  'subprocess',
  'transaction',
])
const chooses = new Set(['exclusive', 'inclusive'])
const finals = new Set<string>(ends)

/** How many listeners the start and the end of the process have. */
type Heard = readonly [toStart: number, toEnd: number]

/** Draws a model as BPMN. */
export function drawWild(of: Wild, [toStart, toEnd]: Heard): string {
  const heard = (event: string, count: number) =>
    Array.from({ length: count }, (): [string, string] => [event, 'some.work'])
  const asked = listeners('execution', ...heard('start', toStart), ...heard('end', toEnd))
  const own = toStart + toEnd > 0 ? `<bpmn:extensionElements>${asked}</bpmn:extensionElements>` : ''
  return process('p', own, ...drawScope(of, 'n', false))
}

function drawScope(of: Wild, name: string, inTransaction: boolean): string[] {
  const id = (index: number) => `${name}${index % of.nodes.length}`
  const drawn = of.nodes.flatMap((node, index) => {
    const own = id(index)
    return [drawNode(node, own, inTransaction), ...drawFlows(node, own, id), ...drawEvents(node, own, id)]
  })
  return [start(`${name}s`), flow(`${name}s`, id(0)), ...drawn, ...drawBesides(of.beside, `${name}w`)]
}

function drawNode({ kind, inside, to }: WildNode, id: string, inTransaction: boolean): string {
  const fallback = chooses.has(kind) && to.length > 1 ? { default: `${id}f0` } : {}
  switch (kind) {
    case 'user':
      return user(id)
    case 'service':
      return service(id, 'x.y')
    case 'task':
      return element('task', id)
    case 'chosen':
      return element('task', id, '', '', { default: `${id}f0` })
    case 'perhaps':
      return user(id)
    case 'count':
      return script(id, '=n + 1', 'n')
    case 'catch':
      return caught(id, to.length > 1 ? signal('S') : message('m', '="k"'))
    case 'race': {
      const [one, other] = [`${id}x`, `${id}y`]
      const events = caught(one, message('m', '="k"')) + caught(other, timer('Duration', 'PT1H'))
      return element('eventBasedGateway', id) + events + flow(id, one) + flow(id, other)
    }
    case 'exclusive':
    case 'parallel':
    case 'inclusive':
      return element(`${kind}Gateway`, id, '', '', fallback)
    case 'many':
      return user(
        id,
        '',
        each('=[1, 2]', {}, to.length > 2 ? { until: '=numberOfCompletedInstances > 0' } : {}),
      )
    case 'sequential':
      return user(id, '', each('=[1, 2]', {}, { sequential: true }))
    case 'looped':
      return user(id, '', loop({ maximum: '2' }))
    case 'undoable':
      return user(id) + undoneBy(id, `${id}u`) + undoer(`${id}u`)
    case 'undo':
      return thrown(id, compensation())
    case 'escalate':
      return thrown(id, escalation('late'))
    case 'shout':
      return thrown(id, signal('S'))
    case 'subprocess':
      return subprocess(id, '', ...(inside ? drawScope(inside, id, inTransaction) : []))
    case 'transaction': {
      const left = boundary(`${id}c`, id, cancel()) + user(`${id}g`) + flow(`${id}c`, `${id}g`)
      return transaction(id, ...(inside ? drawScope(inside, id, true) : [])) + left
    }
    case 'cancelled':
      return end(id, inTransaction ? cancel() : '')
    default:
      return end(id, endingOf(kind))
  }
}

function endingOf(kind: LeafKind): string {
  if (kind === 'terminate') return terminate()
  if (kind === 'error') return error('A')
  if (kind === 'escalated') return escalation('late')
  return kind === 'undone' ? compensation() : ''
}

function drawFlows({ kind, to }: WildNode, own: string, id: (index: number) => string): string[] {
  if (finals.has(kind)) return []
  if (kind === 'race') return [flow(`${own}x`, id(to[0] ?? 0)), flow(`${own}y`, id(to.at(-1) ?? 0))]
  const conditional = (chooses.has(kind) && to.length > 1) || kind === 'chosen'
  return to.map((target, index) => {
    const asks = (conditional && index > 0) || kind === 'perhaps'
    const condition = asks ? `=modulo(n, ${index + 2}) = 0` : ''
    return flow(own, id(target), condition, `${own}f${index}`)
  })
}

function drawEvents({ kind, events }: WildNode, own: string, id: (index: number) => string): string[] {
  if (!hosts.has(kind)) return []
  const seen = new Set<string>()
  return events.flatMap(({ catches, interrupts, to }, index) => {
    const isError = catches === 'error' || catches === 'any error'
    if (seen.has(catches)) return []
    seen.add(catches)
    const at = `${own}b${index}`
    return [
      boundary(at, own, definitionOf(catches), interrupts || isError, everyFiring(catches)),
      flow(at, id(to)),
    ]
  })
}

function drawBesides(all: readonly Beside[], name: string): string[] {
  const seen = new Set<string>()
  return all.flatMap(({ catches, interrupts, does }, index) => {
    if (seen.has(catches)) return []
    seen.add(catches)
    const own = `${name}${index}`
    const isError = catches === 'error' || catches === 'any error'
    const begins =
      interrupts || isError
        ? start(`${own}s`, definitionOf(catches), everyFiring(catches))
        : element('startEvent', `${own}s`, everyFiring(catches), definitionOf(catches), {
            isInterrupting: 'false',
          })
    const acts = {
      user: user(`${own}a`),
      service: service(`${own}a`, 'x.y'),
      undo: thrown(`${own}a`, compensation()),
      escalate: thrown(`${own}a`, escalation('late')),
      error: end(`${own}a`, error('A')),
    }
    const last = does === 'error' ? '' : end(`${own}e`) + flow(`${own}a`, `${own}e`)
    return [eventSubprocess(own, begins, acts[does], last, flow(`${own}s`, `${own}a`))]
  })
}
