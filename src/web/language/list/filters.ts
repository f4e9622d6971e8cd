/** The filters of a list follow from the input of its query. Pure. */
import type { Contract } from '#kernel/contract.ts'
import type { JsonSchema } from '#kernel/operation.ts'
import { fieldsOf } from '../../wire/contract.ts'
import type { AddressValues } from '../address.ts'

export type Filter =
  | { readonly name: string; readonly kind: 'choice'; readonly choices: readonly string[]; many: boolean }
  | { readonly name: string; readonly kind: 'yes-no' | 'day' | 'text' | 'reference' }

/** What the list itself sets. */
const ownWords = new Set(['sort', 'limit', 'cursor', 'groupBy', 'group'])

/** The filters of a list, besides those the place has fixed. */
export function filtersOf(contract: Contract, fixed: Readonly<Record<string, unknown>> = {}): Filter[] {
  return fieldsOf(contract).flatMap(({ name, schema }) =>
    ownWords.has(name) || name in fixed ? [] : filterOf(name, schema),
  )
}

function filterOf(name: string, schema: JsonSchema): Filter[] {
  const plain = schema.anyOf?.find(({ type }) => type !== 'null') ?? schema
  const choices = choicesOf(plain)
  if (choices) return [{ name, kind: 'choice', choices, many: plain.type === 'array' }]
  if (plain.type === 'boolean') return [{ name, kind: 'yes-no' }]
  if (plain.format === 'date') return [{ name, kind: 'day' }]
  if (plain.format === 'uuid') return [{ name, kind: 'reference' }]
  if (plain.type === 'string') return [{ name, kind: 'text' }]
  return []
}

function choicesOf(schema: JsonSchema): readonly string[] | null {
  const values = schema.type === 'array' ? schema.items?.enum : schema.enum
  return values?.every((value) => typeof value === 'string') ? (values as string[]) : null
}

/** Words of the address as the input of the query: only what the query knows, in the types it takes. */
export function inputOf(
  filters: readonly Filter[],
  values: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const input: Record<string, unknown> = {}
  for (const filter of filters) {
    const value = values[filter.name]
    if (value === undefined || value === '') continue
    if (filter.kind === 'yes-no') input[filter.name] = value === 'true'
    else if (filter.kind === 'choice') {
      const chosen = value.split(',').filter((one) => filter.choices.includes(one))
      if (chosen.length > 0) input[filter.name] = filter.many ? chosen : chosen[0]
    } else input[filter.name] = value
  }
  return input
}

/** What a list keeps in the address besides its filters. */
const OWN = new Set(['sort', 'columns', 'groupBy', 'open'])

/** What in the address is of the list, where a screen keeps words of its own beside it. */
export const ownIn = (filters: readonly Filter[], address: AddressValues): AddressValues =>
  Object.fromEntries(
    Object.entries(address).filter(([word]) => OWN.has(word) || filters.some(({ name }) => name === word)),
  )
