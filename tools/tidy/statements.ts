/** The SQL inside the rooms: a room reads and writes its own tables and those of earlier rooms. */
import { engines, flow, readers } from '../../src/flow/order.ts'
import {
  type Finding,
  filesOf,
  isNode,
  lineAt,
  type Node,
  programOf,
  type SourceFile,
  type Tree,
  walk,
} from '../tree.ts'

const order: readonly string[] = ['kernel', ...engines, ...flow, ...readers]

/** The methods of a query builder that take the name of a table. */
const takesTable = new Set([
  'selectFrom',
  'insertInto',
  'updateTable',
  'deleteFrom',
  'mergeInto',
  'using',
  'from',
  'innerJoin',
  'leftJoin',
  'rightJoin',
  'fullJoin',
  'crossJoin',
  'leftJoinLateral',
  'innerJoinLateral',
])

/** Statements that name a table of a later room, or write a table of another one. */
export function statements(tree: Tree): Finding[] {
  return filesOf(tree, /^src\/(kernel|engines|flow|insight)\/.*\.ts$/)
    .filter(({ path }) => !path.endsWith('.test.ts') && !path.endsWith('/schema.ts'))
    .flatMap(statementsIn)
}

function statementsIn(file: SourceFile): Finding[] {
  const room = /^src\/(?:(?:engines|flow)\/)?([^/]+)\//.exec(file.path)?.[1] ?? 'kernel'
  if (!order.includes(room)) return []
  const findings: Finding[] = []
  walk(programOf(file), (node) => {
    for (const { table, writes } of tablesNamed(node)) {
      const [schema = ''] = table.split('.')
      const line = lineAt(file.text, node.start)
      if (order.indexOf(schema) > order.indexOf(room)) {
        const message = `${room} names ${table}, a table of a later room: return an event, or let ${schema} ask.`
        findings.push({ rule: 'tables-upstream-only', path: file.path, line, message })
      } else if (writes && schema !== room && order.includes(schema)) {
        const message = `${room} writes ${table}: only ${schema} changes its tables; call what it offers at its door.`
        findings.push({ rule: 'write-your-own-tables', path: file.path, line, message })
      }
    }
  })
  return findings
}

function tablesNamed(node: Node): { table: string; writes: boolean }[] {
  if (node.type === 'TaggedTemplateExpression') {
    const tag = node['tag']
    const isSql =
      isNode(tag) && (tag['name'] === 'sql' || (tag['object'] as Node | undefined)?.['name'] === 'sql')
    return isSql ? tablesOfSql(quasisOf(node['quasi'] as Node)) : []
  }
  const callee = node['callee']
  if (node.type !== 'CallExpression' || !isNode(callee) || callee.type !== 'MemberExpression') return []
  const method = String((callee['property'] as Node)['name'])
  const argument = (node['arguments'] as Node[])[0]
  if (!takesTable.has(method) || argument?.type !== 'Literal') return []
  const table = String(argument['value']).split(/\s/)[0] ?? ''
  const writes = /^(insertInto|updateTable|deleteFrom|mergeInto)$/.test(method)
  return table.includes('.') ? [{ table, writes }] : []
}

function quasisOf(template: Node): string {
  return (template['quasis'] as { value: { raw: string } }[]).map(({ value }) => value.raw).join(' ? ')
}

function tablesOfSql(text: string): { table: string; writes: boolean }[] {
  const named = /\b(from|join|into|update|using|table|truncate)\s+(?:only\s+)?([a-z_]+\.[a-z_]+)(?!\s*\()/g
  return (
    [...text.matchAll(named)]
      // `for update of` and `is distinct from a.b` name no table; a set-returning function is not one either.
      .filter((found) => !/\bdistinct\s+$/.test(text.slice(0, found.index)))
      .map((found) => ({
        table: found[2] ?? '',
        writes:
          found[1] === 'into' ||
          found[1] === 'update' ||
          found[1] === 'truncate' ||
          isDelete(text, found.index),
      }))
  )
}

function isDelete(text: string, index: number): boolean {
  return /\bdelete\s+$/.test(text.slice(0, index))
}
