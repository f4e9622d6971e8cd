/**
 * How fast the decisions engine is, in evaluations a second of one core's time: `node bench/decisions.ts`.
 *
 * - A 20-rule approval table over amount, country and discount, evaluated through the model with its trace, on one core.
 *   At least 100,000 evaluations a second are wanted.
 * - The same expressions in feelin, as it is used: it parses at every evaluation and works with binary floating point.
 */
import { evaluate as feelin, unaryTest } from 'feelin'
import { checkDecisions, compileDecisions, compileExpression, compileUnaryTests } from '#engines/decisions'

const clock = { now: Temporal.Instant.from('2026-03-16T09:00:00Z'), zone: 'Europe/Berlin' }
const SECONDS = 1.5

/** Seconds this thread has computed: what one core gives, also on a machine that does other things. */
function computed(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1e6
}

/** Runs work for a while, after a warm-up, and gives how often a second of computing. */
function rate(work: (round: number) => void): number {
  const until = (seconds: number): number => {
    const start = computed()
    let rounds = 0
    while (computed() - start < seconds) {
      for (let i = 0; i < 200; i += 1) work(rounds + i)
      rounds += 200
    }
    return rounds / (computed() - start)
  }
  until(SECONDS / 3)
  return until(SECONDS)
}

const COUNTRIES = ['DE', 'US', 'SG', 'FR', 'GB']
const LIMITS = [0, 5_000, 20_000, 100_000]

/** Five countries by four bands of amount: 20 rules that do not overlap. */
function approvalTable(): string {
  const rules = COUNTRIES.flatMap((country, c) =>
    LIMITS.map((low, band) => {
      const high = LIMITS[band + 1]
      const amount = high === undefined ? `&gt;= ${low}` : `[${low}..${high})`
      return `<rule id="r${c}-${band}"><inputEntry><text>${amount}</text></inputEntry>
        <inputEntry><text>"${country}"</text></inputEntry><inputEntry><text>&lt;= 25</text></inputEntry>
        <outputEntry><text>${band + 1}</text></outputEntry></rule>`
    }),
  )
  const input = (name: string, type: string) =>
    `<input id="c-${name}"><inputExpression typeRef="${type}"><text>${name}</text></inputExpression></input>`
  const data = (name: string, type: string) =>
    `<inputData id="i-${name}" name="${name}"><variable name="${name}" typeRef="${type}"/></inputData>`
  const requirement = (name: string) =>
    `<informationRequirement><requiredInput href="#i-${name}"/></informationRequirement>`
  return `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="urn:bench" name="bench">
    ${data('amount', 'number')}${data('country', 'string')}${data('discount', 'number')}
    <decision id="levels" name="levels"><variable name="levels" typeRef="number"/>
    ${['amount', 'country', 'discount'].map(requirement).join('')}
    <decisionTable id="t" hitPolicy="UNIQUE">
      ${input('amount', 'number')}${input('country', 'string')}${input('discount', 'number')}
      <output id="o" typeRef="number"/>${rules.join('')}</decisionTable></decision></definitions>`
}

function line(name: string, perSecond: number, note = ''): void {
  console.log(`${name.padEnd(46)} ${Math.round(perSecond).toLocaleString('en').padStart(12)} /s  ${note}`)
}

const compiling = performance.now()
const model = compileDecisions(approvalTable())
const compiled = performance.now() - compiling
const checking = performance.now()
const findings = checkDecisions(model)
console.log(
  `static check of its 190 pairs of rules: ${(performance.now() - checking).toFixed(1)} ms, ${findings.length} findings`,
)
const cases = Array.from({ length: 64 }, (_, i) => ({
  amount: (i * 1997.5) % 150_000,
  country: COUNTRIES[i % COUNTRIES.length],
  discount: i % 25,
}))
const table = rate((i) => model.evaluate('levels', cases[i % cases.length] ?? {}, clock))
line('20-rule table with trace', table, `compiled in ${compiled.toFixed(1)} ms; wanted 100,000 /s`)

const cells = ['[5000..20000)', '"DE", "US"', '<= 25', '> 10, < 3', 'not(1, 2)']
const expressions = [
  'amount * 1.19 + 10 > 2000 and country = "DE"',
  'if discount > 10 then amount * (1 - discount / 100) else amount',
  'for x in [1, 2, 3, 4, 5] return x * amount',
  'sum([1, 2, 3, 4][item > 2])',
  'some c in ["DE", "US"] satisfies c = country',
  'contains(upper case(country), "D") and string length(country) = 2',
]
const variables = { amount: 12_500, country: 'DE', discount: 5 }

let least = Number.POSITIVE_INFINITY
for (const text of expressions) {
  const own = compileExpression(text)
  const ours = rate(() => own.evaluate(variables, clock))
  const theirs = rate(() => feelin(text, variables))
  least = Math.min(least, ours / theirs)
  line(
    text.slice(0, 46),
    ours,
    `${(ours / theirs).toFixed(1)}x feelin (${Math.round(theirs).toLocaleString('en')} /s)`,
  )
}
for (const text of cells) {
  const own = compileUnaryTests(text)
  const ours = rate(() => own.test(7_000, variables, clock))
  const theirs = rate(() => unaryTest(text, { '?': 7_000, ...variables }))
  least = Math.min(least, ours / theirs)
  line(
    `cell ${text}`,
    ours,
    `${(ours / theirs).toFixed(1)}x feelin (${Math.round(theirs).toLocaleString('en')} /s)`,
  )
}
console.log(`least ratio to feelin: ${least.toFixed(1)}`)
console.log(`table ${table >= 100_000 ? 'reaches' : 'misses'} 100,000 evaluations a second`)
