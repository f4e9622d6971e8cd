/** How a list is grouped: what its query offers, which groups are open, and what a group is called. Pure. */
import type { Contract, WireGroup } from '#kernel/contract.ts'
import { fieldsOf } from '../../wire/contract.ts'
import { formatDay } from '../../words/format.ts'
import { countryName, nameOf } from '../../words/names.ts'

/** What the rows of a list can be grouped by; nothing for most. */
export function groupingsOf(contract: Contract): readonly string[] {
  const field = fieldsOf(contract).find(({ name }) => name === 'groupBy')
  const schema = field?.schema.anyOf?.find((one) => one.enum) ?? field?.schema
  return (schema?.enum ?? []) as readonly string[]
}

/** The groups that are open, as they stand in the address: their values, in the order they were opened. */
export function openIn(word: string | undefined): readonly string[] {
  return word === undefined || word === '' ? [] : word.split(',').map(decodeURIComponent)
}

/** The same with one more, or one less. */
export function toggled(open: readonly string[], value: string): string {
  const next = open.includes(value) ? open.filter((one) => one !== value) : [...open, value]
  return next.map(encodeURIComponent).join(',')
}

/** Stands in the address for the rows that have nothing there. */
const NONE = '-'

export const keyOfGroup = ({ value }: WireGroup) => value ?? NONE

/** What is asked for the rows of a group. */
export const groupAsked = ({ value }: WireGroup) => value ?? ''

/** A group as people know it, or null for the rows that have nothing there. */
export function groupName(groupBy: string, { value, label }: WireGroup): string | null {
  if (value === null) return null
  if (/month$/i.test(groupBy)) return formatDay(`${value}-01`, 'month')
  if (groupBy === 'country') return countryName(value)
  return label === value && /^[\da-z][\da-z_-]*$/.test(value) ? nameOf(value) : (label ?? value)
}
