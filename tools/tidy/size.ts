/** Files fit a reading and functions fit a screen. */
import { type Finding, filesOf, isNode, lineAt, type Node, programOf, type Tree, walk } from '../tree.ts'

const FILE_LINES_MAX = 400
const FUNCTION_LINES_MAX = 70
/** Markup takes a line an attribute, and is read like a table rather than followed like a program. */
const COMPONENT_LINES_MAX = 100
const FILE_BYTES_MAX = 1_000_000

const functions = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'])

/** Scripts that are too long, functions that are too long, and files too heavy for a repository. */
export function size(tree: Tree): Finding[] {
  const findings: Finding[] = []
  for (const { path, bytes } of tree.values()) {
    if (bytes <= FILE_BYTES_MAX) continue
    const message = `${Math.round(bytes / 1000)} kB: generate it by a script with a fixed seed, or keep it outside the repository.`
    findings.push({ rule: 'files-are-light', path, message })
  }
  // A generated schema is as long as the room has columns.
  for (const file of filesOf(tree, /\.tsx?$/).filter(({ path }) => !/^src\/.*\/schema\.ts$/.test(path))) {
    const lines = file.text.trimEnd().split('\n').length
    if (lines > FILE_LINES_MAX) {
      const message = `${lines} lines, more than ${FILE_LINES_MAX}: find the second idea in it and give that its own file.`
      findings.push({ rule: 'files-fit', path: file.path, message })
    }
    const most = file.path.endsWith('.tsx') ? COMPONENT_LINES_MAX : FUNCTION_LINES_MAX
    walk(programOf(file), (node, parents) => {
      if (!functions.has(node.type) || groupsTests(parents.at(-1))) return
      const from = lineAt(file.text, node.start)
      const length = lineAt(file.text, node.end) - from + 1
      if (length <= most) return
      const message = `${length} lines, more than ${most}: give each step of it a name and a function.`
      findings.push({ rule: 'functions-fit', path: file.path, line: from, message })
    })
  }
  return findings
}

/** The callback of `describe` is a heading over tests, not a function that does something. */
function groupsTests(parent: Node | undefined): boolean {
  const callee = parent?.['callee']
  return isNode(callee) && (callee['name'] === 'describe' || callee['name'] === 'suite')
}
