/**
 * The boundaries of the house, generated from the one list in `src/flow/order.ts`: who may import whom.
 *
 * Type-only imports count: a room that needs the type of a later room knows what happens after it.
 * Run `node tools/boundaries.ts`; each finding names its cure.
 */
import { engines, flow, readers } from '../src/flow/order.ts'
import { cyclesOf } from './cycles.ts'
import { type Import, importsOf, isOurs } from './imports.ts'
import { type Finding, readTree, report, type Tree } from './tree.ts'

/** A part of the house, and its place in the direction of knowledge: a part knows only parts of lower rank. */
type Part = Readonly<{ layer: string; folder: string; rank: number }>

const layersAfterFlow = [...readers, 'assists', 'connectors', 'server', 'cli'] as const

const parts: ReadonlyMap<string, Part> = new Map(
  [
    ['kernel', 'src/kernel'],
    ...engines.map((room) => ['engines', `src/engines/${room}`]),
    ...flow.map((room) => ['flow', `src/flow/${room}`]),
    ...layersAfterFlow.map((layer) => [layer, `src/${layer}`]),
  ].map(([layer = '', folder = ''], rank) => [folder, { layer, folder, rank }]),
)

/** The list itself stands between the engines, which know no business, and the rooms it names. */
const list: Part = { layer: 'list', folder: 'src/flow/order.ts', rank: engines.length + 0.5 }

/** What the browser may know of the kernel, and what of it only as types. */
const browserKernel = new Set([
  'src/kernel/place.ts',
  'src/kernel/colour.ts',
  'src/kernel/money.ts',
  'src/kernel/dates.ts',
  'src/kernel/refusal.ts',
])
const browserTypes = new Set(['src/kernel/contract.ts', 'src/kernel/operation.ts'])

const isTest = (path: string) => path.endsWith('.test.ts') || path.endsWith('.test.tsx')
const isContract = (path: string) => /^src\/((engines|flow)\/[^/]+|insight)\/contract\.ts$/.test(path)
const isDoor = (part: Part, path: string) => path === `${part.folder}/index.ts`
const hasDoor = (part: Part) => ['engines', 'flow', ...readers].includes(part.layer)

/** Every import that crosses a boundary it may not cross. */
export function boundaries(tree: Tree): Finding[] {
  const imports = importsOf(tree)
  const findings = imports.flatMap((found) => {
    const broken = ruleBroken(found)
    return broken === null
      ? []
      : [{ rule: broken[0], path: found.from, line: found.line, message: broken[1] }]
  })
  return [...strangers(tree), ...findings, ...browserLeaks(imports), ...cyclesOf(imports)]
}

/** The part of the house a path belongs to, or null outside `src` and in the web. */
function partOf(path: string): Part | null {
  if (path === list.folder) return list
  const [, layer = '', room = ''] = path.split('/')
  if (!path.startsWith('src/')) return null
  return parts.get(`src/${layer}/${room}`) ?? parts.get(`src/${layer}`) ?? null
}

/** The rule an import breaks and the cure, or null. The first rule that says no gives the message. */
function ruleBroken(found: Import): [string, string] | null {
  const { from, specifier, target } = found
  if (specifier === null) return computed(from)
  if (specifier === 'zod' && inBrowser(found)) return schemas
  if (!isOurs(specifier)) return null
  if (target === null) {
    return [
      'unknown-import',
      `${specifier} means no file of ours: an alias leads only to a kernel file, a door or a contract.`,
    ]
  }
  if (isTest(target))
    return ['tests-are-leaves', `Nothing imports a test: move what ${target} offers into test/.`]
  if (from.startsWith('src/') && !target.startsWith('src/')) return outOfSource(from, target)
  if (from.startsWith('src/web/')) return fromWeb(found, target)
  if (target.startsWith('src/web/') && from.startsWith('src/')) {
    return ['web-is-a-leaf', 'Only the web imports the web: the server serves its built files by path.']
  }
  return betweenParts(found, specifier, target)
}

function computed(from: string): [string, string] | null {
  // Discovery by folder is the work of the outermost layers; a computed import elsewhere would pass every rule unseen.
  if (!from.startsWith('src/') || /^src\/(server|cli)\//.test(from)) return null
  return [
    'computed-import',
    'Write the import out: a computed path hides who knows whom. Only src/server discovers by folder.',
  ]
}

function outOfSource(from: string, target: string): [string, string] | null {
  if (!target.startsWith('test/')) {
    return ['product-stands-alone', `The product does not import ${target}: move what it needs into src/.`]
  }
  return isTest(from)
    ? null
    : ['test-aids-stay-in-tests', 'Only tests import #test/: the product may not lean on its test aids.']
}

/** Whether an import is there when the web application runs. */
const inBrowser = ({ from, isType }: Import) => from.startsWith('src/web/') && !isTest(from) && !isType

const schemas: [string, string] = [
  'web-has-no-schemas',
  'The web is built without schemas: import only types here, and ask fieldsOf(contract) which fields there are.',
]

function fromWeb(found: Import, target: string): [string, string] | null {
  if (target.startsWith('src/web/') || isContract(target) || browserKernel.has(target)) return null
  if (target === list.folder) return null
  if (browserTypes.has(target)) return inBrowser(found) ? schemas : null
  return [
    'web-knows-contracts-only',
    'The web imports only the contract.ts of rooms, their order.ts and #kernel/{contract,operation,place,colour,money,dates,refusal}.ts: put what the browser may know into the contract.',
  ]
}

function betweenParts({ from }: Import, specifier: string, target: string): [string, string] | null {
  const source = partOf(from)
  const aim = partOf(target)
  if (aim === null) return null
  if (source === aim) {
    return specifier.startsWith('#')
      ? [
          'relative-inside',
          `Inside ${aim.folder} write a relative import: "#" says that a border is crossed.`,
        ]
      : null
  }
  if (source !== null) {
    const wrongWay = againstOrder(source, aim)
    if (wrongWay !== null) return wrongWay
  }
  if (isContract(from) && aim.layer !== 'kernel' && !isContract(target)) {
    return [
      'contracts-know-contracts',
      'A contract imports the kernel and the contract.ts of earlier rooms, nothing that runs.',
    ]
  }
  const byContract = isContract(target) && (isContract(from) || source === null)
  if (hasDoor(aim) && !isDoor(aim, target) && !byContract) {
    return ['enter-by-the-door', `Enter by #${aim.folder.slice(4)} and let its index.ts offer what you need.`]
  }
  const aliased = aim.layer === 'kernel' || hasDoor(aim)
  if (aliased && source !== null && !specifier.startsWith('#')) {
    return ['cross-by-alias', `Write #${aim.folder.slice(4)}: between rooms an import begins with "#".`]
  }
  return null
}

function againstOrder(source: Part, aim: Part): [string, string] | null {
  if (aim.rank < source.rank) return null
  const name = source.folder.split('/').at(-1) ?? ''
  const later = aim.folder.split('/').at(-1) ?? ''
  switch (source.layer) {
    case 'kernel':
      return [
        'kernel-knows-nothing',
        `The kernel imports nothing of ours: let ${later} hand in what the kernel needs.`,
      ]
    case 'engines':
      return [
        'engines-in-order',
        `The engine ${name} comes before ${later}: let ${later} call it, or let the caller hand the fact in.`,
      ]
    case 'flow':
      return [
        'flow-in-order',
        `${name} may not know what happens after it: return an event that ${later} listens to, or move the fact to the earlier room.`,
      ]
    default:
      return [
        'layers-in-order',
        `${name} comes before ${later}: only server and cli, where everything meets, may know it.`,
      ]
  }
}

/** Folders among the rooms that the list does not name. */
function strangers(tree: Tree): Finding[] {
  const found = new Map<string, Finding>()
  for (const path of tree.keys()) {
    const folder = /^src\/(?:engines|flow)\/[^/]+(?=\/)/.exec(path)?.[0]
    if (folder === undefined || parts.has(folder)) continue
    found.set(folder, {
      rule: 'room-in-the-list',
      path: folder,
      message:
        'Name this room in src/flow/order.ts, at its place in the story: its rank decides what it may know.',
    })
  }
  return [...found.values()]
}

/** Contracts run anywhere, with all they reach in their room and in the kernel, so nothing there may need Node. */
function browserLeaks(imports: readonly Import[]): Finding[] {
  const of = Map.groupBy(imports, (found) => found.from)
  const reachedFrom = new Map([...of.keys()].filter(isContract).map((path) => [path, path]))
  const findings: Finding[] = []
  for (const [path, contract] of reachedFrom) {
    for (const { specifier, target, line } of of.get(path) ?? []) {
      const travels =
        target !== null && (partOf(target)?.layer === 'kernel' || partOf(target) === partOf(path))
      if (travels && !reachedFrom.has(target)) reachedFrom.set(target, contract)
      if (specifier === null || isOurs(specifier) || specifier === 'zod') continue
      findings.push({
        rule: 'contracts-run-in-a-browser',
        path,
        line,
        message: `${contract} reaches this file, so it may not import ${specifier}: move that part to a file no contract imports.`,
      })
    }
  }
  return findings
}

if (import.meta.main) process.exitCode = report('boundaries', boundaries(readTree())) ? 0 : 1
