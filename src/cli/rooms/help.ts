/** Help for rooms and their verbs, from the contracts. */

import type { Operation } from '#kernel/operation.ts'
import { allRefusals } from '#kernel/refusal.ts'
import { typeWords } from '../../server/surfaces/reference/schema-words.ts'
import { isMoney, kebab } from './arguments.ts'

/** The verbs of a room. */
export function roomHelp(
  room: string,
  operations: readonly Operation[],
  local: readonly Readonly<{ verb: string; summary: string }>[] = [],
): string {
  const lines = operations.map(({ verb, contract }) => [verb, contract.summary] as const)
  return [
    `Usage: throughline ${room} <verb> [id] [--field value …]`,
    '',
    ...columns(lines),
    ...section(
      'On files, without a server',
      local.map(({ verb, summary }) => [verb, summary] as const),
    ),
    '',
    `"throughline ${room} <verb> --help" tells the fields of one.`,
  ].join('\n')
}

/** One verb with its fields, its refusals and an example. */
export function verbHelp(operation: Operation): string {
  const { room, verb, contract, target, fields } = operation
  const call = `throughline ${room} ${verb}${target ? ` <${kebab(target)}>` : ''}`
  const rows = fields.map(({ name, required, schema }) => {
    const type = isMoney(schema) ? '1234.50EUR' : typeWords(schema)
    const notes = [required ? 'Needed.' : '', schema.description ?? ''].filter(Boolean).join(' ')
    return [`--${kebab(name)} <${type}>`, notes] as const
  })
  return [
    `Usage: ${call}${fields.length > 0 ? ' [--field value …]' : ''}`,
    '',
    contract.summary,
    ...section('Fields', rows),
    ...section(
      'Refuses with',
      contract.refusals.map((code) => [code, allRefusals().get(code)?.message ?? ''] as const),
    ),
    ...section('Always', [
      ['--json <text | @file | ->', 'The whole input as JSON: as text, from a file, or from standard input.'],
      ['--output <table | wide | json>', 'wide for every column, json for scripts.'],
      ['--on-behalf-of <id>', 'Whose authority is used, under a delegation.'],
      ...(contract.kind === 'command'
        ? ([['--key <text>', 'Idempotency key; the same key is never done twice.']] as const)
        : []),
      ...(contract.kind === 'command' && contract.versioned
        ? ([['--if-match <revision>', 'Refuse when the record has another revision.']] as const)
        : []),
    ]),
    '',
    'Example:',
    `  ${exampleOf(operation)}`,
  ].join('\n')
}

function exampleOf({ room, verb, contract, target }: Operation): string {
  const { [target ?? '']: id, ...rest } = (contract.examples[0] ?? {}) as Record<string, unknown>
  const json = Object.keys(rest).length > 0 ? ` --json '${JSON.stringify(rest)}'` : ''
  return `throughline ${room} ${verb}${id === undefined ? '' : ` ${String(id)}`}${json}`
}

function section(title: string, rows: readonly (readonly [string, string])[]): string[] {
  return rows.length === 0 ? [] : ['', `${title}:`, ...columns(rows)]
}

const FIRST_MAX = 38

/** Two columns, the first as wide as it must be and no wider than is readable. */
export function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.min(FIRST_MAX, Math.max(0, ...rows.map(([first]) => first.length)))
  return rows.map(([first, second]) =>
    first.length > width && second
      ? `  ${first}\n  ${' '.repeat(width)}  ${second}`
      : `  ${first.padEnd(width)}  ${second}`.trimEnd(),
  )
}
