/** What a file imports, and which file of ours each import means under the `imports` of package.json. */
import { dirname, join } from 'node:path/posix'
import { filesOf, isNode, lineAt, type Node, programOf, type SourceFile, type Tree, walk } from './tree.ts'

/** One import as written. `target` is our file it means, or null when it is a package, a builtin or nothing. */
export type Import = Readonly<{
  from: string
  line: number
  /** The text between the quotes, or null when it is computed at run time. */
  specifier: string | null
  target: string | null
  /** Whether it is gone when the program runs. */
  isType: boolean
}>

/** Every import of every script of the repository: static, type-only, re-exports, `import()` and `import('x').T`. */
export function importsOf(tree: Tree): Import[] {
  const aliases = aliasesOf(tree)
  return filesOf(tree, /^(src|test|tools|bench|examples)\/.*\.(ts|tsx|js)$/).flatMap((file) =>
    specifiersOf(file).map(({ specifier, line, isType }) => ({
      from: file.path,
      line,
      specifier,
      isType,
      target: specifier === null ? null : resolveImport(tree, aliases, file.path, specifier),
    })),
  )
}

/** Whether an import is meant to be a file of ours: relative or by a `#` alias. */
export function isOurs(specifier: string): boolean {
  return specifier.startsWith('.') || specifier.startsWith('#')
}

const importing = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
])

function specifiersOf(file: SourceFile): Pick<Import, 'specifier' | 'line' | 'isType'>[] {
  const found: Pick<Import, 'specifier' | 'line' | 'isType'>[] = []
  walk(programOf(file), (node) => {
    if (!importing.has(node.type)) return
    const source = node['source']
    if (!isNode(source)) return
    found.push({
      specifier: textOf(source),
      line: lineAt(file.text, node.start),
      isType: isTypeOnly(node),
    })
  })
  return found
}

/** `import type`, `export type`, `import('x').T`, and imports whose every name is a type. */
function isTypeOnly(node: Node): boolean {
  if (node.type === 'TSImportType') return true
  if (node['importKind'] === 'type' || node['exportKind'] === 'type') return true
  const names = node['specifiers'] as readonly Node[] | undefined
  return names !== undefined && names.length > 0 && names.every((name) => name['importKind'] === 'type')
}

/** The text of a literal, or of a template without holes; anything else is computed. */
function textOf(source: Node): string | null {
  if (source.type === 'Literal') return String(source['value'])
  if (source.type !== 'TemplateLiteral') return null
  const quasis = source['quasis'] as { value: { cooked: string } }[]
  return quasis.length === 1 ? (quasis[0]?.value.cooked ?? null) : null
}

/** The aliases with the longest first, which is the order in which Node tries them. */
function aliasesOf(tree: Tree): [string, string][] {
  const manifest = JSON.parse(tree.get('package.json')?.text ?? '{}') as { imports?: Record<string, string> }
  return Object.entries(manifest.imports ?? {}).sort(([a], [b]) => b.length - a.length)
}

function resolveImport(
  tree: Tree,
  aliases: [string, string][],
  from: string,
  specifier: string,
): string | null {
  if (specifier.startsWith('.')) {
    const path = join(dirname(from), specifier)
    return tree.has(path) ? path : null
  }
  for (const [alias, path] of aliases) {
    if (!alias.includes('*') && alias === specifier) return path.replace(/^\.\//, '')
    const [head = '', tail = ''] = alias.split('*')
    const fits = alias.includes('*') && specifier.startsWith(head) && specifier.endsWith(tail)
    if (!fits || specifier.length <= head.length + tail.length) continue
    const star = specifier.slice(head.length, specifier.length - tail.length)
    const target = path.replace('*', star).replace(/^\.\//, '')
    return tree.has(target) ? target : null
  }
  return null
}
