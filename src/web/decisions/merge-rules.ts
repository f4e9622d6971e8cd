/** A table that two people have changed: what each of them did, rule by rule and cell by cell. Pure. */
import type { Values } from '../language/form/draft.ts'
import { type Merged, mergedWith } from '../language/form/merge.ts'
import type { Rule } from './table-xml.ts'

export interface MergedRules {
  /** Mine, with what only the other has changed. */
  readonly rules: readonly Rule[]
  /** Both versions by the names of what is contested or taken over, as a note shows them. */
  readonly merged: Merged
  /** The other's table where nobody has to choose, and what was there before where somebody has. */
  readonly settled: readonly Rule[]
  readonly mine: Values
  readonly theirs: Values
}

/** A cell as `rule-id 2`, its note as `rule-id note`; a rule that one took away and the other changed is `rule-id rule`. */
const nameOf = (id: string, cell: string) => `${id} ${cell}`

/** Of a name: which rule and what of it. */
export function placeOf(name: string): { id: string; cell: string } {
  const at = name.lastIndexOf(' ')
  return { id: name.slice(0, at), cell: name.slice(at + 1) }
}

function cellsOf({ when, outcomes, note }: Rule): Readonly<Record<string, string>> {
  return { ...Object.fromEntries([...when, ...outcomes].map((text, at) => [String(at), text])), note }
}

const textOf = (rule: Rule | undefined) =>
  rule ? [...rule.when, ...rule.outcomes, rule.note].filter((text) => text !== '').join(' · ') : undefined

const byId = (rules: readonly Rule[]) => new Map(rules.map((rule) => [rule.id, rule]))

/** What a table begun as `begun` becomes when it is now `theirs`. New rules stand after the one they were put after. */
export function mergedRules(
  begun: readonly Rule[],
  mine: readonly Rule[],
  theirs: readonly Rule[],
): MergedRules {
  const [before, ours, others] = [byId(begun), byId(mine), byId(theirs)]
  const [began, my, their]: [Record<string, unknown>, Record<string, unknown>, Record<string, unknown>] = [
    {},
    {},
    {},
  ]
  const gone = new Set<string>()
  for (const id of new Set([...before.keys(), ...ours.keys(), ...others.keys()])) {
    const [old, one, other] = [before.get(id), ours.get(id), others.get(id)]
    const put = (cell: string, a: unknown, b: unknown, c: unknown) => {
      const name = nameOf(id, cell)
      Object.assign(began, { [name]: a })
      Object.assign(my, { [name]: b })
      Object.assign(their, { [name]: c })
    }
    if (old && one && other) {
      const [a, b, c] = [cellsOf(old), cellsOf(one), cellsOf(other)]
      for (const cell of Object.keys(c)) put(cell, a[cell], b[cell], c[cell])
    } else put('rule', textOf(old), textOf(one), textOf(other))
  }
  const merged = mergedWith(began, my, their)
  for (const name of merged.taken) {
    const { id, cell } = placeOf(name)
    if (cell === 'rule' && !others.has(id)) gone.add(id)
  }
  const stands = mine.filter(({ id }) => !gone.has(id)).map((rule) => withCells(rule, merged.values))
  const added = theirs.filter(({ id }) => merged.taken.includes(nameOf(id, 'rule')))
  return {
    rules: added.reduce<readonly Rule[]>((rules, rule) => putBack(rules, rule, theirs), stands),
    merged,
    settled: merged.contested.reduce<readonly Rule[]>(
      (rules, name) => chosen(rules, name, began[name], { mine: begun, theirs: begun }),
      theirs,
    ),
    mine: my,
    theirs: their,
  }
}

/** The rules with one contested place as one of the two has it. */
export function chosen(
  rules: readonly Rule[],
  name: string,
  value: unknown,
  both: { readonly mine: readonly Rule[]; readonly theirs: readonly Rule[] },
): readonly Rule[] {
  const { id, cell } = placeOf(name)
  if (cell !== 'rule')
    return rules.map((rule) => (rule.id === id ? withCells(rule, { [name]: value }) : rule))
  const without = rules.filter((rule) => rule.id !== id)
  if (value === undefined) return without
  const from = [both.mine, both.theirs].find((list) => textOf(byId(list).get(id)) === value) ?? []
  const rule = byId(from).get(id)
  return rule ? putBack(without, rule, from) : rules
}

/** What stands at the contested places now, under their names. */
export function standing(rules: readonly Rule[], names: readonly string[]): Values {
  const now = byId(rules)
  return Object.fromEntries(
    names.map((name) => {
      const { id, cell } = placeOf(name)
      const rule = now.get(id)
      return [name, cell === 'rule' ? textOf(rule) : rule && cellsOf(rule)[cell]]
    }),
  )
}

/** The rule after the one it follows in its own table. */
function putBack(rules: readonly Rule[], rule: Rule, from: readonly Rule[]): readonly Rule[] {
  const place = from.findIndex(({ id }) => id === rule.id)
  const known = new Set(rules.map(({ id }) => id))
  const after = from.slice(0, place).findLast(({ id }) => known.has(id))
  const at = after ? rules.findIndex(({ id }) => id === after.id) + 1 : 0
  return rules.toSpliced(at, 0, rule)
}

function withCells(rule: Rule, values: Values): Rule {
  const text = (cell: string | number, old: string) => {
    const value = values[nameOf(rule.id, String(cell))]
    return typeof value === 'string' ? value : old
  }
  const inputs = rule.when.length
  return {
    ...rule,
    when: rule.when.map((old, at) => text(at, old)),
    outcomes: rule.outcomes.map((old, at) => text(at + inputs, old)),
    note: text('note', rule.note),
  }
}
