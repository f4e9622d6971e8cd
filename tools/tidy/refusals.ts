/** A refusal code is part of the public contract: it is declared where the browser sees it, and a test produces it. */
import { type Finding, filesOf, lineAt, type Tree } from '../tree.ts'
import { refusalsOf } from './contracts.ts'

/** Codes no test produces, codes not written like codes, and codes declared outside a contract. */
export function refusals(tree: Tree): Finding[] {
  const tests = filesOf(tree, /^(src|test)\/.*\.test\.tsx?$/)
    .map(({ text }) => text)
    .join('\n')
  const declared = refusalsOf(tree)
  const findings: Finding[] = []
  for (const { code, path, line } of declared) {
    if (!/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(code)) {
      findings.push({
        rule: 'refusal-snake-case',
        path,
        line,
        message: `Write the code "${code}" in snake_case: clients compare it.`,
      })
    }
    if (!new RegExp(`['"\`/]${code}['"\`/]`).test(tests)) {
      const message = `No test produces "${code}": add the case to the rule's table, or delete a code nobody can meet.`
      findings.push({ rule: 'refusal-produced', path, line, message })
    }
    if (!path.startsWith('src/kernel/') && !/contract[^/]*\.ts$/.test(path)) {
      const message = `Declare "${code}" in the contract.ts of the room: the screen shows its words.`
      findings.push({ rule: 'refusal-in-contract', path, line, message })
    }
  }
  return [...findings, ...undeclared(tree, new Set(declared.map(({ code }) => code)))]
}

/** Codes thrown as text that no table declares; they would fail only when the refusal happens. */
function undeclared(tree: Tree, declared: ReadonlySet<string>): Finding[] {
  return filesOf(tree, /^src\/.*\.ts$/)
    .filter(({ path }) => !path.endsWith('.test.ts'))
    .flatMap(({ path, text }) =>
      [...text.matchAll(/new Refused\(\s*'([^']+)'/g)]
        .filter(([, code = '']) => !declared.has(code))
        .map((found) => ({
          rule: 'refusal-declared',
          path,
          line: lineAt(text, found.index),
          message: `Declare "${found[1]}" in a refusalTable of the room's contract, with the words that say what to do.`,
        })),
    )
}
