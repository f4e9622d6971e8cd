/** Files are named after what they do: a command after its contract, nothing after a drawer. */

import { subjectsOf } from '../../src/flow/order.ts'
import { type Finding, filesOf, type Node, programOf, type SourceFile, type Tree, walk } from '../tree.ts'
import { contractsOf, type Declared, roomOf } from './contracts.ts'

const drawers =
  /(^|\/)(utils?|helpers?|commons?|shared|misc|lib|libs|types|constants|functions|stuff)(\.[^/]*)?(\/|$)/
const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|config|d))?\.(ts|tsx|js)$/

/** Names that say nothing, names in another alphabet, and commands whose file has another name than they have. */
export function names(tree: Tree): Finding[] {
  const scripts = filesOf(tree, /^(src|test|tools|bench|examples)\/.*\.(ts|tsx|js)$/)
  const contracts = contractsOf(tree)
  return [
    ...scripts.filter(({ path }) => drawers.test(path)).map(drawer),
    ...scripts.filter(({ path }) => !kebab.test(fileName(path))).map(unkebab),
    ...contracts.flatMap(contractName),
    ...scripts.flatMap((file) => commandFile(file, contracts)),
  ]
}

function drawer({ path }: SourceFile): Finding {
  const message =
    'Name the file after the one thing it is about: a drawer fills with what nobody finds again.'
  return { rule: 'no-drawers', path, message }
}

function unkebab({ path }: SourceFile): Finding {
  return {
    rule: 'kebab-names',
    path,
    message: 'Write file names in lower case with hyphens: approve-timesheet.ts.',
  }
}

function contractName({ name, path, line }: Declared): Finding[] {
  const room = roomOf(path)?.split('/').at(-1)
  const [subject = '', verb = ''] = name.split('.')
  if (room === undefined || (subjectsOf(room).includes(subject) && /^[a-z][a-zA-Z0-9]*$/.test(verb)))
    return []
  const message = `"${name}" should be "${room}.verb", one camelCase verb: the name is the permission, the route and the journal's word.`
  return [{ rule: 'one-name', path, line, message }]
}

/** A file that fulfils a contract has the verb of that contract as its first words, and fulfils only that one. */
function commandFile(file: SourceFile, contracts: readonly Declared[]): Finding[] {
  const room = roomOf(file.path)
  if (room === null || file.path.endsWith('.test.ts')) return []
  const fulfilled = fulfilments(file)
  const { path } = file
  const [first, second] = fulfilled
  if (second !== undefined) {
    const message = `It fulfils ${fulfilled.join(' and ')}: give each command and query its own file, so that the folder lists the verbs of the room.`
    return [{ rule: 'one-command-a-file', path, message }]
  }
  const contract = contracts.find((declared) => roomOf(declared.path) === room && declared.variable === first)
  if (first === undefined || contract === undefined) return []
  const verb = kebabOf(contract.name.split('.').at(-1) ?? '')
  const stem = fileName(path).replace(/\.ts$/, '')
  if (stem === verb || stem.startsWith(`${verb}-`)) return []
  const message = `It fulfils ${contract.name}, so its name begins with "${verb}-": one name in the tree, the log and the diagram.`
  return [{ rule: 'file-named-after-command', path, message }]
}

/** The names of the contracts a file fulfils: the first argument of each `handle(...)`, `handlePrepared(...)` and `answer(...)`. */
export function fulfilments(file: SourceFile): string[] {
  const found: string[] = []
  walk(programOf(file), (node) => {
    const callee = node['callee'] as Node | undefined
    if (node.type !== 'CallExpression' || !/^(handle|handlePrepared|answer)$/.test(String(callee?.['name'])))
      return
    const argument = (node['arguments'] as Node[])[0]
    if (argument?.type === 'Identifier') found.push(String(argument['name']))
    if (argument?.type === 'MemberExpression') found.push(String((argument['property'] as Node)['name']))
  })
  return found
}

function fileName(path: string): string {
  return path.split('/').at(-1) ?? path
}

/** `writeOff` -> `write-off`. */
function kebabOf(verb: string): string {
  return verb.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
