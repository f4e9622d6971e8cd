/** Words that are not written here, each with what to write instead. */
import {
  type Finding,
  filesOf,
  lineAt,
  type Node,
  programOf,
  type SourceFile,
  type Tree,
  walk,
} from '../tree.ts'

type Ban = Readonly<{
  rule: string
  /** What the source says, as `callee` or `new Callee` or the path of members. */
  words: RegExp
  cure: string
  /** Whether the ban holds in this file. */
  holds: (file: SourceFile) => boolean
}>

const isTest = (path: string) => path.endsWith('.test.ts') || path.endsWith('.test.tsx')
/** Where the world is touched, and where nobody is a customer. */
const outermost = /^(src\/(server|cli|web)|test|tools|bench|examples)\//
const inside = ({ path }: SourceFile) => path.startsWith('src/') && !outermost.test(path) && !isTest(path)
/** The kernel's own money file is where the one rounding lives. */
const handlesMoney = (file: SourceFile) =>
  file.path.startsWith('src/') && !isTest(file.path) && /money|minor|amount|currency|price/i.test(file.text)

const bans: readonly Ban[] = [
  {
    rule: 'no-clock',
    words: /^(new Date|Date|Date\.now|Temporal\.Now(\..*)?|performance\.now)$/,
    cure: 'Take `now` or `today` from the call: only the server reads the clock, so that a run can be repeated.',
    // An id of version 7 begins with the time by definition.
    holds: (file) => inside(file) && file.path !== 'src/kernel/id.ts',
  },
  {
    rule: 'no-float-near-money',
    words: /^(parseFloat|Number\.parseFloat|.*\.toFixed)$/,
    cure: 'Use parseDecimal, parseMoney and formatMoney of #kernel/money.ts: a float cannot hold a cent.',
    holds: handlesMoney,
  },
  {
    rule: 'no-float-near-money',
    words: /^Number$/,
    cure: 'Use parseDecimal, parseMoney and formatMoney of #kernel/money.ts: a float cannot hold a cent.',
    // The server counts statuses and bytes; money reaches it as text.
    holds: (file) => handlesMoney(file) && !file.path.startsWith('src/server/'),
  },
  {
    rule: 'no-chance',
    words: /^Math\.random$/,
    cure: 'Use newId() of #kernel/id.ts, or a generator with a printed seed: what happens by chance cannot be replayed.',
    holds: ({ path }) => !isTest(path),
  },
  {
    rule: 'no-environment',
    words: /^process\.env$/,
    cure: 'Take the setting as an argument: the environment is read once, by the server or the command line.',
    holds: inside,
  },
  {
    rule: 'no-console',
    words: /^console\.\w+$/,
    cure: 'Write to the log of #kernel/log.ts, or return what the reader should see.',
    holds: inside,
  },
]

const unfinished = /\b(TODO|FIXME|XXX|HACK)\b/
const silenced = /@ts-(ignore|nocheck)|biome-ignore-all/

/** Every banned word in the code, the unfinished words in any text, and paths that exist on one machine only. */
export function words(tree: Tree): Finding[] {
  const scripts = filesOf(tree, /\.(ts|tsx|js)$/)
  return [
    ...scripts.flatMap(bannedIn),
    ...scripts.flatMap((file) => unfinishedIn(file, commentsOf(file))),
    ...filesOf(tree, /\.(sql|md|yml|yaml|bpmn|dmn|sh)$/).flatMap((file) =>
      unfinishedIn(file, [[file.text, 0]]),
    ),
    ...[...tree.values()].flatMap(machinesIn),
  ]
}

function bannedIn(file: SourceFile): Finding[] {
  const holding = bans.filter((ban) => ban.holds(file))
  const findings: Finding[] = []
  walk(programOf(file), (node, parents) => {
    const said = saidBy(node, parents.at(-1), file)
    if (said === null) return
    for (const { rule, words: banned, cure } of holding) {
      if (banned.test(said)) {
        findings.push({
          rule,
          path: file.path,
          line: lineAt(file.text, node.start),
          message: `${said}: ${cure}`,
        })
      }
    }
  })
  return findings
}

/** A call, a construction or a path of members as it would be banned, or null for other nodes. */
function saidBy(node: Node, parent: Node | undefined, file: SourceFile): string | null {
  const callee = node['callee'] as Node | undefined
  const textOf = (part: Node) =>
    file.text
      .slice(part.start, part.end)
      .replace(/\?/g, '')
      .replace(/^globalThis\./, '')
  if (node.type === 'NewExpression' && callee !== undefined) {
    // A Date made of a given moment reads no clock.
    const given = (node['arguments'] as readonly Node[]).length > 0
    return given ? null : `new ${textOf(callee)}`
  }
  if (node.type === 'CallExpression' && callee !== undefined) {
    // The receiver of `.toFixed` may be any expression; only the name at the end matters.
    return callee.type === 'MemberExpression' ? textOf(callee).replace(/\s+/g, '') : textOf(callee)
  }
  // A member that is not called: `process.env`, or a function handed on as a value, `rows.map(Number)`.
  const called = parent?.type === 'CallExpression' && parent['callee'] === node
  if (node.type === 'MemberExpression' && !called) return textOf(node)
  const handedOn = node.type === 'Identifier' && parent?.type === 'CallExpression' && !called
  return handedOn && (node['name'] === 'Number' || node['name'] === 'parseFloat') ? textOf(node) : null
}

function commentsOf(file: SourceFile): [text: string, start: number][] {
  const comments: [string, number][] = []
  // Strings are consumed first, so that an address in one is not taken for a comment.
  const pieces = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g
  for (const found of file.text.matchAll(pieces)) {
    if (found[0].startsWith('/')) comments.push([found[0], found.index])
  }
  return comments
}

function unfinishedIn(file: SourceFile, texts: [string, number][]): Finding[] {
  return texts.flatMap(([text, start]) => {
    const found = unfinished.exec(text) ?? silenced.exec(text)
    if (found === null) return []
    const line = lineAt(file.text, start + found.index)
    const message = `${found[0]}: finish it, or open an issue and say in a sentence what is not done and why.`
    return [{ rule: 'no-unfinished-work', path: file.path, line, message }]
  })
}

const machine = /(?:\/home\/[a-z][\w-]*|\/Users\/[A-Za-z][\w-]*|\/root)\/|[A-Z]:\\\\?Users\\/
const registry =
  /\b(?:registry|npm|packages?)\.(?!npmjs\.org)[\w.-]+\.(?:com|org|net|io|dev|internal|local)\b|\bregistry\.npmjs\.org\b/

function machinesIn(file: SourceFile): Finding[] {
  if (file.path === 'package-lock.json') return []
  const found = machine.exec(file.text) ?? registry.exec(file.text)
  if (found === null) return []
  const message = `${found[0]}: this exists on one machine or behind one door; write a relative path or leave it to the reader's settings.`
  return [{ rule: 'no-machine', path: file.path, line: lineAt(file.text, found.index), message }]
}
