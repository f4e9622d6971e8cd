/** Operations on many instances: whether they are complete, and what is done to each item. Pure. */
import type { Json as WireJson } from '#kernel/contract.ts'

export type OperationKind = 'cancel' | 'suspend' | 'resume' | 'retry' | 'modify' | 'migrate'

/** What is to be done to each, as it was asked for. */
export type OperationInput = Readonly<{
  modification?: { [name: string]: WireJson }
  migration?: { [name: string]: WireJson }
  variables?: { [name: string]: WireJson }
}>

/** What an operation lacks, in words, or null when it can be started. */
export function missingFor(
  asked: Readonly<{
    kind: OperationKind
    filter: Readonly<Record<string, unknown>>
    modification?: unknown
    migration?: unknown
    variables?: unknown
  }>,
): string | null {
  const { kind, filter, modification, migration, variables } = asked
  if (Object.values(filter).every((value) => value === undefined)) {
    return 'give the filter a condition, such as the key of the process'
  }
  if ((kind === 'modify') !== (modification !== undefined))
    return 'give "modification" with modify, and only there'
  if ((kind === 'migrate') !== (migration !== undefined))
    return 'give "migration" with migrate, and only there'
  if (kind === 'migrate' && filter['definitionId'] === undefined) {
    return 'give the filter the definitionId the instances come from'
  }
  if (kind !== 'retry' && variables !== undefined) return 'give "variables" only with retry'
  return null
}

/** The command that does it to some items. */
export function commandFor(
  kind: OperationKind,
  ids: readonly string[],
  input: OperationInput,
  reason: string,
): { name: string; input: { [name: string]: WireJson } } {
  const [id = ''] = ids
  switch (kind) {
    case 'retry':
      return { name: 'incidents.retry', input: { incidentId: id, variables: input.variables ?? {} } }
    case 'migrate':
      return { name: 'processes.migrate', input: { ...input.migration, instanceIds: [...ids], reason } }
    case 'modify':
      return { name: 'processes.modify', input: { instanceId: id, ...input.modification, reason } }
    default:
      return { name: `processes.${kind}`, input: { instanceId: id, reason } }
  }
}
