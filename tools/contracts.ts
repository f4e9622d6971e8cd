/**
 * What the contracts promise to people who read them: each example parses, each code has words, names are one to one.
 * The contracts are loaded, because only their schemas can say whether an example is one.
 */

import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Contract } from '#kernel/contract.ts'
import { type Finding, filesOf, readTree, report, root } from './tree.ts'

/** A contract with the file that declares it. */
export type Found = Readonly<{ path: string; contract: Contract }>

/** Every contract of the repository, loaded. */
export async function loadContracts(): Promise<Found[]> {
  const files = filesOf(readTree(), /^src\/(engines|flow)\/[^/]+\/([a-z-]+-)?contract\.ts$/)
  const loaded = await Promise.all(
    files.map(async ({ path }) => {
      const module = (await import(pathToFileURL(join(root, path)).href)) as Record<string, unknown>
      return Object.values(module)
        .filter(isContract)
        .map((contract) => ({ path, contract }))
    }),
  )
  return loaded.flat()
}

/** Examples that do not parse, contracts without one, and refusals that are not declared anywhere. */
export function contractFindings(found: readonly Found[], declared: ReadonlySet<string>): Finding[] {
  const names = new Map<string, string>()
  return found.flatMap(({ path, contract }) => {
    const findings: Finding[] = []
    const add = (rule: string, message: string) =>
      findings.push({ rule, path, message: `${contract.name}: ${message}` })
    const twin = names.get(contract.name)
    if (twin !== undefined && twin !== path)
      add('one-contract-a-name', `${twin} declares it too; a name belongs to one room.`)
    names.set(contract.name, path)
    if (contract.examples.length === 0)
      add('contracts-have-examples', 'give an example as it looks on the wire; it is shown in the reference.')
    contract.examples.forEach((example, index) => {
      const { error } = contract.input.safeParse(example)
      const [issue] = error?.issues ?? []
      if (issue !== undefined)
        add(
          'examples-parse',
          `example ${index + 1} does not parse at /${issue.path.join('/')}: ${issue.message}`,
        )
    })
    for (const code of contract.refusals) {
      if (!declared.has(code))
        add(
          'refusals-are-declared',
          `"${code}" is in no refusalTable; declare it with the words a person reads.`,
        )
    }
    if (!/^[A-Z].*[^\s]\.?$/.test(contract.summary))
      add('summaries-are-sentences', `"${contract.summary}" should be one sentence with a capital.`)
    return findings
  })
}

function isContract(value: unknown): value is Contract {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    'refusals' in value &&
    'examples' in value
  )
}

if (import.meta.main) {
  const found = await loadContracts()
  const { allRefusals } = await import('#kernel/refusal.ts')
  process.exitCode = report('contracts', contractFindings(found, new Set(allRefusals().keys()))) ? 0 : 1
}
