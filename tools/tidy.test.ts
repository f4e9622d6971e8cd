import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tidy } from './tidy.ts'
import { readTree, treeOf } from './tree.ts'

const order = { engines: ['ledger'], flow: ['people', 'timesheets'] }
const lines = (count: number) => 'export const a = 1\n'.repeat(count)
const room = (name: string) => ({
  [`src/${name}/index.ts`]: `export const door = 1`,
  [`src/${name}/README.md`]: `# Room\n\n## Terminology\n\nA word.\n\n## States\n\n\`\`\`sh\n# not a heading\n\`\`\`\n`,
})

/** A small house without a fault. */
const sound: Readonly<Record<string, string>> = {
  ...room('engines/ledger'),
  ...room('flow/people'),
  ...room('flow/timesheets'),
  'README.md':
    '# House\n\nSee [the style](STYLE.md#names), `src/server/clock.ts` and [elsewhere](https://example.com).\n',
  'STYLE.md': '# Style\n',
  'database/migrations/0001-people-create-person.sql': `
    create table people.person (tenant_id uuid not null, id uuid not null, cost_minor bigint, primary key (tenant_id, id));
    select kernel.protect('people.person');
    comment on table people.person is 'One who works here; REAL ones only.';`,
  'database/migrations/0002-timesheets-create-timesheet.sql': `
    create table timesheets.timesheet (tenant_id uuid not null, id uuid not null, person_id uuid not null,
      primary key (tenant_id, id), foreign key (tenant_id, person_id) references people.person (tenant_id, id));
    select kernel.protect('timesheets.timesheet');
    comment on table timesheets.timesheet is 'One week of one person.';`,
  'src/flow/timesheets/contract.ts': `
    export const refusals = refusalTable({ timesheet_empty: { kind: 'conflict', message: 'Log some time.' } })
    export const writeOff = command({ name: 'timesheets.writeOff' })`,
  'src/flow/timesheets/write-off-timesheet.ts': `export const writeOffTimesheet = handle(contract.writeOff, async (ctx) => {
    await ctx.tx.rows(sql\`update timesheets.timesheet set x = 1 from people.person where a is distinct from b.c\`)
    throw new Refused('timesheet_empty')
  })`,
  'src/flow/timesheets/timesheet.test.ts': `test('an empty timesheet is refused', () => run('timesheets.writeOff', 'billing.writeOff', 'timesheets.write-off', 'timesheet_empty'))`,
  'src/server/clock.ts': `export const now = () => Temporal.Now.instant()`,
  'src/flow/timesheets/moment.ts': `export const noon = (day: string) => new Date(\`\${day}T12:00:00Z\`)`,
}

const contract = sound['src/flow/timesheets/contract.ts']
const migration = (body: string) => ({ 'database/migrations/0003-timesheets-more.sql': body })
const inRoom = (text: string) => ({ 'src/flow/timesheets/timesheet.ts': text })
const inTest = (text: string) => ({ 'src/flow/timesheets/more.test.ts': text })

/** One fault for each rule: what is planted, and the rule that must say so. */
const faults: readonly [rule: string, planted: Readonly<Record<string, string | null>>][] = [
  ['files-fit', inRoom(lines(401))],
  ['functions-fit', inRoom(`export function long() {\n${lines(70).replaceAll('export ', '')}}`)],
  ['files-are-light', { 'docs/picture.png': 'x'.repeat(1_000_001) }],
  ['no-drawers', { 'src/flow/people/utils.ts': 'export const a = 1' }],
  ['no-drawers', { 'src/flow/people/helpers/a.ts': 'export const a = 1' }],
  ['no-drawers', { 'test/types.ts': 'export const a = 1' }],
  ['kebab-names', { 'src/flow/people/HirePerson.ts': 'export const a = 1' }],
  [
    'one-name',
    { 'src/flow/timesheets/contract.ts': contract?.replace('timesheets.writeOff', 'billing.writeOff') ?? '' },
  ],
  [
    'one-name',
    {
      'src/flow/timesheets/contract.ts':
        contract?.replace('timesheets.writeOff', 'timesheets.write-off') ?? '',
    },
  ],
  [
    'file-named-after-command',
    { 'src/flow/timesheets/cancel-timesheet.ts': 'export const x = handle(contract.writeOff, f)' },
  ],
  [
    'one-command-a-file',
    { 'src/flow/timesheets/both.ts': 'export const x = handle(a, f)\nexport const y = answer(b, g)' },
  ],
  ['no-clock', inRoom('export const at = new Date()')],
  ['no-clock', inRoom('export const at = Date.now()')],
  ['no-clock', inRoom('export const at = Temporal.Now.plainDateISO()')],
  ['no-clock', inRoom('export const clock = Temporal.Now.instant')],
  ['no-float-near-money', inRoom(`export const amount = (text: string) => parseFloat(text)`)],
  ['no-float-near-money', inRoom(`export const amount = (value: number) => (value * 2).toFixed(2)`)],
  ['no-float-near-money', inRoom(`export const minor = Number(text)`)],
  ['no-float-near-money', inRoom(`export const minor = texts.map(Number)`)],
  ['no-chance', inRoom('export const luck = Math.random()')],
  ['no-environment', inRoom('export const host = process.env.HOST')],
  ['no-console', inRoom(`console.log('here')`)],
  ['no-unfinished-work', inRoom(`${'//'} ${'TO'}DO: later\nexport const a = 1`)],
  ['no-unfinished-work', { 'docs/page.md': `# Page\n\n${'FIX'}ME\n` }],
  ['no-unfinished-work', inRoom('// @ts-ignore\nexport const a = 1')],
  ['no-machine', { 'docs/page.md': `# Page\n\nRun /${'home'}/ann/house/start.\n` }],
  ['no-machine', { 'docs/page.md': `# Page\n\nInstall from https://${'registry'}.npmjs.org/pg.\n` }],
  ['no-empty-room', { 'src/flow/people/index.ts': null, 'src/flow/people/README.md': null }],
  ['a-door', { 'src/flow/people/index.ts': null, 'src/flow/people/person.ts': 'export const a = 1' }],
  ['a-readme', { 'src/flow/people/README.md': null }],
  ['terminology-first', { 'src/flow/people/README.md': '# People\n\n## States\n\n## Terminology\n' }],
  ['one-title', { 'STYLE.md': '# One\n\n# Two\n' }],
  ['one-title', { 'STYLE.md': 'Style\n' }],
  ['links-lead-somewhere', { 'README.md': '# House\n\nSee [the map](MAP.md).\n' }],
  ['documents-name-what-is', { 'STYLE.md': '# Style\n\nRun `node tools/gone.ts --write`.\n' }],
  ['migration-name', { 'database/migrations/0003-magic-create.sql': '' }],
  ['migration-name', { 'database/migrations/create-people.sql': '' }],
  ['migration-number', { 'database/migrations/0004-people-more.sql': '' }],
  ['migration-number', { 'database/migrations/0002-people-more.sql': '' }],
  [
    'record-number',
    { 'docs/decisions/0001-one.md': '# 0001: One\n', 'docs/decisions/0001-other.md': '# 0001: Other\n' },
  ],
  ['sql-lower-case', migration('ALTER TABLE timesheets.timesheet add column a text;')],
  [
    'tables-upstream-only',
    { 'src/flow/people/list.ts': 'export const q = sql`select 1 from timesheets.timesheet`' },
  ],
  [
    'tables-upstream-only',
    { 'src/flow/people/list.ts': `export const q = db.selectFrom('timesheets.timesheet as t')` },
  ],
  ['write-your-own-tables', inRoom('export const q = sql<number>`update people.person set a = 1`')],
  ['write-your-own-tables', inRoom('export const q = sql`delete from people.person`')],
  ['write-your-own-tables', inRoom(`export const q = db.insertInto('people.person')`)],
  ['tests-are-sentences', inTest(`test('approval works', () => {})`)],
  ['tests-are-sentences', inTest('test(`$' + '{name}: works`, () => {})')],
  ['tests-all-run', inTest(`test.${'only'}('a week has seven days', () => {})`)],
  ['tests-all-run', inTest(`test('a week has seven days', { skip: 'later' }, () => {})`)],
  ['tests-all-run', inTest(`test('a week has seven days', (t) => t.skip())`)],
  ['tests-all-run', inTest(`describe.${'todo'}('a week has seven days')`)],
  [
    'refusal-produced',
    {
      'src/flow/timesheets/timesheet.test.ts': `test('a week is written off', () => run('timesheets.writeOff'))`,
    },
  ],
  [
    'commands-are-tested',
    { 'src/flow/timesheets/timesheet.test.ts': `test('an empty week is refused', () => 'timesheet_empty')` },
  ],
  [
    'refusal-snake-case',
    {
      'src/flow/timesheets/contract.ts': `refusalTable({ TimesheetEmpty: 1, timesheet_empty: 1 })`,
      ...inTest(`test('an empty one is refused', () => 'TimesheetEmpty')`),
    },
  ],
  [
    'refusal-in-contract',
    {
      'src/flow/people/person.ts': `refusalTable({ person_gone: 1 })`,
      ...inTest(`test('a gone person is refused', () => 'person_gone')`),
    },
  ],
  ['refusal-declared', inRoom(`throw new Refused('timesheet_lost', {})`)],
]

test('a house without a fault has no finding', () => {
  assert.deepEqual(tidy(treeOf(sound), order), [])
})

for (const [rule, planted] of faults) {
  test(`the rule ${rule} sees its fault in ${Object.keys(planted)[0]}`, () => {
    const texts = Object.entries({ ...sound, ...planted }).filter(
      (entry): entry is [string, string] => entry[1] !== null,
    )
    const found = tidy(treeOf(Object.fromEntries(texts)), order)
    assert.deepEqual([...new Set(found.map((finding) => finding.rule))], [rule])
  })
}

test('this repository is tidy', () => {
  assert.deepEqual(tidy(readTree()), [])
})
