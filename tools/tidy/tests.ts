/** A test is a sentence of the business, and every test runs. */
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
import { contractsOf } from './contracts.ts'

const WORDS_MIN = 3
const switches = new Set(['only', 'skip', 'todo'])

/** Test names that are not sentences, tests that do not run or keep others from it, and operations no test runs. */
export function tests(tree: Tree): Finding[] {
  return [...filesOf(tree, /^(src|test|tools|bench)\/.*\.test\.tsx?$/).flatMap(testsIn), ...untested(tree)]
}

function untested(tree: Tree): Finding[] {
  const texts = filesOf(tree, /^(src|test)\/.*\.test\.ts$/)
    .map(({ text }) => text)
    .join('\n')
  return contractsOf(tree)
    .filter(({ name }) => !new RegExp(`['"\`]${name.replace('.', '\\.')}['"\`]`).test(texts))
    .map(({ name, path, line }) => ({
      rule: 'commands-are-tested',
      path,
      line,
      message: `No test runs '${name}': add one that does, as the user who may, and looks at what changed.`,
    }))
}

function testsIn(file: SourceFile): Finding[] {
  const findings: Finding[] = []
  const add = (rule: string, node: Node, message: string) =>
    findings.push({ rule, path: file.path, line: lineAt(file.text, node.start), message })
  walk(programOf(file), (node) => {
    const callee = node['callee']
    if (node.type !== 'CallExpression' || !isNode(callee)) return
    const called = calledName(callee)
    if (called === null) return
    const [name, options] = node['arguments'] as Node[]
    if (called.switch !== null || switchedOff(options) !== null) {
      const word = called.switch ?? switchedOff(options)
      add(
        'tests-all-run',
        node,
        `Remove "${word}": mend the test or delete it, a test that does not run proves nothing.`,
      )
    }
    const text = called.isTest && name !== undefined ? nameOf(name) : null
    if (text !== null && text.split(/\s+/).filter(Boolean).length < WORDS_MIN) {
      add(
        'tests-are-sentences',
        node,
        `"${text}": say what holds, as a sentence the business would agree with.`,
      )
    }
  })
  return findings
}

/** Whether this calls a test, and with which switch: `test`, `it.only`, `t.test`, `t.skip`. */
function calledName(callee: Node): { isTest: boolean; switch: string | null } | null {
  const runs = (name: unknown) => name === 'test' || name === 'it'
  if (callee.type === 'Identifier') {
    const groups = callee['name'] === 'describe' || callee['name'] === 'suite'
    return runs(callee['name']) || groups ? { isTest: !groups, switch: null } : null
  }
  if (callee.type !== 'MemberExpression') return null
  const owner = (callee['object'] as Node)['name']
  const property = String((callee['property'] as Node)['name'])
  const isOwner = runs(owner) || owner === 'describe' || owner === 'suite' || owner === 't'
  if (!isOwner) return null
  if (switches.has(property)) return { isTest: false, switch: property }
  return owner === 't' && property === 'test' ? { isTest: true, switch: null } : null
}

function switchedOff(options: Node | undefined): string | null {
  if (options?.type !== 'ObjectExpression') return null
  for (const property of options['properties'] as Node[]) {
    const key = property['key']
    if (!isNode(key) || !switches.has(String(key['name']))) continue
    const value = property['value']
    if (isNode(value) && value['value'] !== false) return String(key['name'])
  }
  return null
}

/** The name as text, a hole counting as one word; null when it is computed. */
function nameOf(node: Node): string | null {
  if (node.type === 'Literal') return String(node['value'])
  if (node.type !== 'TemplateLiteral') return null
  return (node['quasis'] as { value: { raw: string } }[]).map(({ value }) => value.raw).join('…')
}
