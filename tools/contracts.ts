/**
 * What the contracts promise to people who read them: examples parse, codes have words, names are one to one, and what
 * a contract points to exists. The contracts are loaded, because only their schemas can say whether an example is one.
 */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import type { Contract } from '#kernel/contract.ts'
import { allRefusals, kernelRefusals, type RefusalDeclaration } from '#kernel/refusal.ts'
import { type Finding, filesOf, readTree, report, root } from './tree.ts'

/** A contract with the file that declares it. */
export type Found = Readonly<{ path: string; contract: Contract }>

/** Every contract of the repository, and every refusal they may answer with. */
export type Promised = Readonly<{
  contracts: readonly Found[]
  refusals: ReadonlyMap<string, RefusalDeclaration>
}>

/** Loads the contracts of all rooms; loading them declares their refusals. */
export async function loadContracts(): Promise<Promised> {
  const files = filesOf(readTree(), /^src\/((engines|flow)\/[^/]+|insight)\/contract\.ts$/)
  const loaded = await Promise.all(
    files.map(async ({ path }) => {
      const module = (await import(pathToFileURL(join(root, path)).href)) as Record<string, unknown>
      return Object.values(module)
        .filter(isContract)
        .map((contract) => ({ path, contract }))
    }),
  )
  return { contracts: loaded.flat(), refusals: allRefusals() }
}

/** The codes an operation may answer with, but for those of the kernel, which any may. */
export function refusalsOf(contract: Contract): string[] {
  // The permission check itself refuses who did the work that is to be approved.
  const byDuties = contract.kind === 'command' && (contract.notAfter ?? []).length > 0 ? ['own_approval'] : []
  return [...contract.refusals, ...byDuties]
}

/** Every promise that does not hold. */
export function contractFindings({ contracts, refusals }: Promised): Finding[] {
  const names = new Map<string, string>()
  const findings = contracts.flatMap((found) => {
    const twin = names.get(found.contract.name)
    names.set(found.contract.name, found.path)
    return [
      ...(twin === undefined ? [] : [finding(found, 'one-contract-a-name', `${twin} declares it too.`)]),
      ...exampleFindings(found),
      ...pointerFindings(found, refusals),
    ]
  })
  const known = new Set(names.keys())
  const lost = contracts.flatMap((found) =>
    (found.contract.kind === 'command' ? (found.contract.notAfter ?? []) : [])
      .filter((name) => !known.has(name))
      .map((name) => finding(found, 'duties-name-commands', `notAfter names ${name}, which is no command.`)),
  )
  return [...findings, ...lost, ...unlisted(contracts, refusals)]
}

function exampleFindings(found: Found): Finding[] {
  const { examples, input } = found.contract
  if (examples.length === 0) {
    return [
      finding(found, 'contracts-have-examples', 'give an input as it looks on the wire, for the reference.'),
    ]
  }
  return examples.flatMap((example, index) => {
    const parsed = input.safeParse(example)
    if (!parsed.success) {
      const issue = parsed.error.issues[0]
      const where = `example ${index + 1} does not parse at /${issue?.path.join('/')}`
      return [finding(found, 'examples-parse', `${where}: ${issue?.message}`)]
    }
    try {
      z.encode(input, parsed.data)
      return []
    } catch (cause) {
      // The journal keeps inputs as they were on the wire, so every schema must lead back there.
      const why = cause instanceof Error ? cause.message : String(cause)
      return [
        finding(
          found,
          'inputs-lead-back',
          `example ${index + 1} cannot be encoded again; use a codec: ${why}`,
        ),
      ]
    }
  })
}

function pointerFindings(found: Found, refusals: Promised['refusals']): Finding[] {
  const { summary, input, target, scopes = [], roles, unjournaled = [], secrets = [] } = found.contract
  const findings: Finding[] = []
  if (!/^[A-Z].*\S$/.test(summary)) {
    findings.push(
      finding(found, 'summaries-are-sentences', `"${summary}" should be a sentence with a capital.`),
    )
  }
  for (const code of found.contract.refusals) {
    if (refusals.has(code)) continue
    findings.push(
      finding(found, 'refusals-are-declared', `declare "${code}" in a refusalTable, with its words.`),
    )
  }
  const fields = input instanceof z.ZodObject ? Object.keys(input.shape) : null
  const targets = found.contract.kind === 'command' ? found.contract.targets : undefined
  for (const field of [target, targets]) {
    if (field === undefined || fields === null || fields.includes(field)) continue
    findings.push(finding(found, 'fields-exist', `its target "${field}" is no field of its input.`))
  }
  const output = found.contract.output instanceof z.ZodObject ? Object.keys(found.contract.output.shape) : []
  for (const field of [...unjournaled, ...secrets]) {
    if (fields === null || fields.includes(field) || output.includes(field)) continue
    findings.push(
      finding(found, 'fields-exist', `it hides "${field}", which is no field of its input or output.`),
    )
  }
  for (const [role, scope] of Object.entries(roles)) {
    if (scope === 'all' || scopes.includes(scope)) continue
    findings.push(
      finding(found, 'scopes-are-honoured', `${role} gets scope "${scope}", which "scopes" does not list.`),
    )
  }
  return findings
}

/** Codes that are declared and that no contract may answer with. */
function unlisted(contracts: readonly Found[], refusals: Promised['refusals']): Finding[] {
  const listed = new Set(contracts.flatMap(({ contract }) => refusalsOf(contract)))
  return [...refusals.keys()]
    .filter((code) => !listed.has(code) && !Object.hasOwn(kernelRefusals, code))
    .map((code) => ({
      rule: 'refusals-are-listed',
      path: code,
      message:
        'No contract lists this code: name it in the refusals of each operation that may answer with it.',
    }))
}

function finding({ path, contract }: Found, rule: string, message: string): Finding {
  return { rule, path, message: `${contract.name}: ${message}` }
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
  process.exitCode = report('contracts', contractFindings(await loadContracts())) ? 0 : 1
}
