/** Which kind of value somebody gives where anything may be given: a process takes what its model reads. Pure. */

/** What a person can give without knowing how a value travels, and last the one for which they must. */
export const valueKinds = ['text', 'number', 'yes-no', 'day', 'list', 'other'] as const
export type ValueKind = (typeof valueKinds)[number]

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** The kind of a value that is there. */
export function kindOfValue(value: unknown): ValueKind {
  if (typeof value === 'string') return DAY.test(value) ? 'day' : 'text'
  if (typeof value === 'number') return 'number'
  if (typeof value === 'boolean') return 'yes-no'
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return 'list'
  return 'other'
}

/** The kind a value is likely to have, by what it is called. */
export function kindOfName(name: string): ValueKind {
  if (/^(is|has|may|can)[A-Z]/.test(name)) return 'yes-no'
  if (/(Date|Day|On)$|^(date|day)$/.test(name)) return 'day'
  if (/(Count|Number|Days|Hours|Minutes|Percent|Level|amount|Amount)$|^(amount|count|level)$/.test(name))
    return 'number'
  return 'text'
}

/** The value as another kind, as far as it is one; undefined where it has to be given anew. */
export function asKind(kind: ValueKind, value: unknown): unknown {
  if (value === undefined || kindOfValue(value) === kind) return value
  if (kind === 'text') return typeof value === 'object' ? undefined : String(value)
  if (kind === 'list') return typeof value === 'string' && value !== '' ? [value] : undefined
  if (kind === 'other') return value
  return undefined
}
