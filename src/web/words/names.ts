/**
 * Words for what contracts name: commands, fields, states, roles. English is made of the names themselves, since they
 * are the terms of the field; German stands in `german-names.ts`, loaded when it is spoken.
 */

import { loadOrRenew } from '../wire/late.ts'
import { englishDeeds } from './english-deeds.ts'
import { englishNames } from './english-names.ts'
import { language, locale } from './words.ts'

let german: Readonly<Record<string, string>> = {}
let summaries: Readonly<Record<string, string>> = {}
let hints: Readonly<Record<string, string>> = {}

type Texts = Readonly<Record<string, string>>
/** What is told when something is refused: refusals, problems with a field, rules of contracts, values in them. */
interface RefusalTexts {
  readonly refusals: Texts
  readonly problems: Texts
  readonly rules: Texts
  readonly values: Texts
  /** What stops a running process, and what is wrong with a model. */
  readonly incidents: Texts
  readonly findings: Texts
}
let told: RefusalTexts = { refusals: {}, problems: {}, rules: {}, values: {}, incidents: {}, findings: {} }

/** Loads the names of a language that cannot be made of the contracts' own. */
export async function loadNames(): Promise<void> {
  if (language() !== 'de') return
  const [names, sentences, beside, refusals, problems, incidents, findings] = await loadOrRenew(() =>
    Promise.all([
      import('./german-names.ts'),
      import('./german-summaries.ts'),
      import('./german-hints.ts'),
      import('./german-refusals.ts'),
      import('./german-problems.ts'),
      import('./german-incidents.ts'),
      import('./german-findings.ts'),
    ]),
  )
  german = names.germanNames
  summaries = sentences.germanSummaries
  hints = beside.germanHints
  told = {
    refusals: refusals.germanRefusals,
    problems: problems.germanProblems,
    rules: problems.germanRules,
    values: problems.germanValues,
    incidents: incidents.germanIncidents,
    findings: findings.germanFindings,
  }
}

/** German for something that is told when something is refused; undefined in English, whose words come with it. */
export const germanOf = (kind: keyof RefusalTexts, key: string): string | undefined => told[kind][key]

/** `outstandingAmount`, `in_review`, `project-manager` as people read them. */
export function nameOf(word: string): string {
  const found = language() === 'de' ? german[word] : englishNames[word]
  return found ?? humanise(word)
}

/** `timesheets.approve` as the label of a button. */
export function commandName(name: string): string {
  const found = language() === 'de' ? german[name] : undefined
  return found ?? humanise(name.slice(name.indexOf('.') + 1))
}

/** `timesheets.approve` as what was done, where no record stands beside it that says to what. */
export function deedName(name: string): string {
  return (language() === 'de' ? undefined : englishDeeds[name]) ?? commandName(name)
}

/** Whether a word of a sentence is the name of a command or query, and not that of a file. */
export const isDeed = (word: string): boolean => word in englishDeeds || /^[a-z]+\.[a-z]+[A-Z]/.test(word)

/** What a command does, in one sentence; null where the language has none, as for queries, whose name says it. */
export function summaryOf({
  name,
  summary,
}: {
  readonly name: string
  readonly summary: string
}): string | null {
  return language() === 'de' ? (summaries[name] ?? null) : summary
}

/** How a value is written is seen in its field, so words for programs about it are not shown to people. */
const saysFormat =
  /^(?:A UUID|A calendar day|A moment|An amount of money|A price per hour|Decimal text|ISO 4217|IANA time zone|Whole minutes|BCP 47 language tag\.$)/

/** The description of a field, beside it in a form. What has no words in the language is left out: the name must do. */
export function hintOf(description: string | undefined): string | undefined {
  if (language() === 'de') return hints[description ?? '']
  return description && saysFormat.test(description) ? undefined : description
}

/** A field of a group is called by what the group is, where that says more: the lines of an address. */
export function fieldName(group: string, name: string): string {
  const key = `${group}/${name}`
  return (language() === 'de' ? german[key] : englishNames[key]) ?? nameOf(name)
}

/** `DE` as the name of the country; the code itself where the language knows no name. */
export function countryName(code: string): string {
  return new Intl.DisplayNames(locale(), { type: 'region' }).of(code) ?? code
}

const known: Readonly<Record<string, string>> = {
  sla: 'SLA',
  kpi: 'KPI',
  ar: 'AR',
  wip: 'WIP',
  dso: 'DSO',
  id: 'ID',
  url: 'URL',
  vat: 'VAT',
  ytd: 'YTD',
  bpmn: 'BPMN',
  dmn: 'DMN',
  api: 'API',
  minutes: 'hours',
}

/** What stands at the end of a name for programs and says nothing to people: `personName`, `clientId`, `submittedAt`. */
const endings = new Set(['id', 'ids', 'name', 'at', 'on'])

/** Camel case, snake case and kebab case to a sentence-case phrase. Minutes are shown as hours. */
export function humanise(word: string): string {
  const words = word
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .toLowerCase()
    .split(' ')
  if (words.length > 1 && endings.has(words.at(-1) ?? '')) words.pop()
  const phrase = words.map((one) => known[one] ?? one).join(' ')
  return phrase.charAt(0).toUpperCase() + phrase.slice(1)
}
