/** What the contracts of the rooms declare, read from their source so that a planted tree can be checked too. */
import { filesOf, isNode, lineAt, type Node, programOf, type SourceFile, type Tree, walk } from '../tree.ts'

/** One command or query as a contract file declares it. */
export type Declared = Readonly<{
  /** The variable or property it is declared as: `approve`. */
  variable: string
  /** `timesheets.approve` */
  name: string
  path: string
  line: number
}>

/** The folder of the room a file belongs to: `src/flow/timesheets`. Null outside the rooms. */
export function roomOf(path: string): string | null {
  return /^src\/(?:(?:engines|flow)\/[^/]+|insight)(?=\/)/.exec(path)?.[0] ?? null
}

/** Every command and query that is declared under the rooms. */
export function contractsOf(tree: Tree): Declared[] {
  return filesOf(tree, /^src\/(engines|flow|insight)\/.*contract[^/]*\.ts$/)
    .filter(({ path }) => !path.endsWith('.test.ts'))
    .flatMap(declaredIn)
}

/** Every refusal code, with where it is declared: the keys of each `refusalTable({...})`. */
export function refusalsOf(tree: Tree): { code: string; path: string; line: number }[] {
  return filesOf(tree, /^src\/.*\.ts$/)
    .filter(({ path, text }) => !path.endsWith('.test.ts') && text.includes('refusalTable('))
    .flatMap((file) => {
      const codes: { code: string; path: string; line: number }[] = []
      walk(programOf(file), (node) => {
        if (!isCallOf(node, 'refusalTable')) return
        const table = (node['arguments'] as Node[])[0]
        for (const property of propertiesOf(table)) {
          codes.push({ code: keyOf(property), path: file.path, line: lineAt(file.text, property.start) })
        }
      })
      return codes
    })
}

function declaredIn(file: SourceFile): Declared[] {
  const found: Declared[] = []
  walk(programOf(file), (node, parents) => {
    if (!isCallOf(node, 'command') && !isCallOf(node, 'query')) return
    const contract = (node['arguments'] as Node[])[0]
    const value = propertiesOf(contract).find((property) => keyOf(property) === 'name')?.['value']
    if (!isNode(value) || typeof value['value'] !== 'string') return
    const holder = parents.at(-1)
    const variable =
      holder?.type === 'VariableDeclarator' ? String((holder['id'] as Node)['name']) : keyOf(holder)
    found.push({ variable, name: value['value'], path: file.path, line: lineAt(file.text, node.start) })
  })
  return found
}

function isCallOf(node: Node, name: string): boolean {
  const callee = node['callee']
  return node.type === 'CallExpression' && isNode(callee) && callee['name'] === name
}

function propertiesOf(node: Node | undefined): Node[] {
  if (node?.type !== 'ObjectExpression') return []
  return (node['properties'] as Node[]).filter((property) => property.type === 'Property')
}

function keyOf(property: Node | undefined): string {
  const key = property?.['key']
  return isNode(key) ? String(key['name'] ?? key['value']) : ''
}
