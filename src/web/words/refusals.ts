/**
 * Words for a no. English comes with it; German is looked up by its code and filled from the values that come with it,
 * each as people read it. What has no German is told in English rather than not at all.
 */
import { formatDay, formatMinutes, formatMoment, formatMoney, formatNumber, inPlainWords } from './format.ts'
import { commandName, deedName, germanOf, isDeed, nameOf } from './names.ts'

/** A no, or what is wrong with one field of a request, as it travels. */
export interface ToldRefusal {
  readonly code?: string
  /** In English, filled in. */
  readonly detail: string
  readonly params?: Readonly<Record<string, unknown>>
}

/** The words of a refusal. */
export const refusalWords = (told: ToldRefusal): string =>
  filled(germanOf('refusals', told.code ?? ''), told) ?? inWords(told.detail)

/** A sentence for programs as one for people: `List them with firm.listEntities` names what they find on their screens. */
const inWords = (sentence: string): string =>
  inPlainWords(sentence).replaceAll(/\b[a-z]+\.[a-z][A-Za-z]*\b/g, (name) =>
    isDeed(name) ? `“${deedName(name)}”` : name,
  )

/** The words of what is wrong with one field: a code of its own, words of the contract, or a refusal. */
export const problemWords = (told: ToldRefusal): string =>
  filled(germanOf('problems', told.code ?? ''), told) ??
  filled(germanOf('findings', told.code ?? ''), told) ??
  germanOf('rules', told.detail) ??
  refusalWords(told)

/**
 * Where it is, in words. In a request, entries are counted from one: `/lines/0/price` as `Lines 1 › Price`. In a file,
 * rows and columns are called as they are there: `/rows/7/E-mail` as `Rows 7 › E-mail`.
 */
export function placeWords(pointer: string, within: 'request' | 'file'): string {
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
  return steps.reduce((place, step) => {
    if (place === '') return nameOf(step)
    if (/^\d+$/.test(step)) return `${place} ${within === 'file' ? step : BigInt(step) + 1n}`
    return `${place} › ${within === 'file' ? step : nameOf(step)}`
  }, '')
}

/** The words with their values; null when there are none, or a value that they want has not come. */
function filled(words: string | undefined, { params = {} }: ToldRefusal): string | null {
  if (words === undefined) return null
  const names = [...words.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  if (names.some((name) => params[name] === undefined || params[name] === null)) return null
  return words.replace(/\{(\w+)\}/g, (_, name: string) => shown(name, params[name]))
}

/** Values that are words of the program, and have names. */
const named = new Set([
  'state',
  'status',
  'role',
  'scope',
  'honoured',
  'subledger',
  'objectType',
  'values',
  'code',
  'fields',
  'checks',
  'roles',
])
/** Values that are whole minutes. */
const minutes = new Set(['minutes', 'booked', 'capacity'])

/** A value that a sentence is filled with, by its name, as people read it. */
export function shown(name: string, value: unknown): string {
  if (Array.isArray(value)) return value.length > 0 ? value.map((one) => shown(name, one)).join(', ') : '–'
  if (typeof value === 'number') return minutes.has(name) ? formatMinutes(value) : formatNumber(value)
  const text = String(value)
  const [, amount = '', currency = ''] = /^(-?\d+(?:\.\d+)?) ([A-Z]{3})$/.exec(text) ?? []
  if (currency) return formatMoney({ amount, currency })
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return formatDay(text)
  if (/^\d{4}-\d{2}$/.test(text)) return formatDay(`${text}-01`, 'month')
  if (/^\d{4}-\d{2}-\d{2}T/.test(text)) return formatMoment(text)
  if (/^[a-z]+\.[a-z]\w*$/i.test(text)) return commandName(text)
  return germanOf('values', text) ?? (named.has(name) ? nameOf(text) : text)
}
