import assert from 'node:assert/strict'
import { test } from 'node:test'
import { boundaries } from './boundaries.ts'
import { readTree, treeOf } from './tree.ts'

/** A small house without a fault: every kind of import that is allowed stands in it once. */
const sound: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({
    imports: {
      '#kernel/*': './src/kernel/*',
      '#engines/*': './src/engines/*/index.ts',
      '#engines/*/contract.ts': './src/engines/*/contract.ts',
      '#flow/*': './src/flow/*/index.ts',
      '#flow/*/contract.ts': './src/flow/*/contract.ts',
      '#insight': './src/insight/index.ts',
      '#test/*': './test/*',
    },
  }),
  'src/kernel/sql.ts': `import pg from 'pg'\nexport const tx = pg`,
  'src/kernel/money.ts': `export const money = 1`,
  'src/kernel/contract.ts': `import { z } from 'zod'\nimport { money } from './money.ts'\nexport const command = [z, money]`,
  'src/engines/access/index.ts': `export const access = 1`,
  'src/engines/ledger/index.ts': `import '#kernel/sql.ts'\nimport { access } from '#engines/access'\nexport const ledger = access`,
  'src/engines/process/index.ts': `export const process = 1`,
  'src/flow/order.ts': `export const flow = []`,
  'src/flow/people/index.ts': `export { person } from './person.ts'`,
  'src/flow/people/person.ts': `export const person = 1`,
  'src/flow/people/contract.ts': `import '#kernel/contract.ts'\nexport const people = 1`,
  'src/flow/timesheets/index.ts': `export { sheet } from './timesheet.ts'`,
  'src/flow/timesheets/timesheet.ts': `import { ledger } from '#engines/ledger'\nimport type { person } from '#flow/people'\nexport const sheet = ledger as typeof person`,
  'src/flow/timesheets/contract.ts': `import { z } from 'zod'\nimport { people } from '#flow/people/contract.ts'\nexport const timesheets = [z, people]`,
  'src/flow/timesheets/contract-table.ts': `import { tx } from '#kernel/sql.ts'\nexport const table = tx`,
  'src/flow/timesheets/timesheet.test.ts': `import { database } from '#test/database.ts'\nimport { sheet } from './timesheet.ts'\nexport default [database, sheet]`,
  'src/flow/billing/index.ts': `import { sheet } from '#flow/timesheets'\nexport const invoice = sheet`,
  'src/insight/index.ts': `import '#flow/billing'\nexport { metrics } from './metrics.ts'`,
  'src/insight/metrics.ts': `export const metrics = 1`,
  'src/server/main.ts': `import '#flow/billing'\nimport { metrics } from '#insight'\nexport const start = (path: string) => import(path).then(() => metrics)`,
  'src/server/rooms.ts': `export { flow } from '../flow/order.ts'`,
  'src/cli/main.ts': `import { start } from '../server/main.ts'\nstart('x')`,
  'src/web/timesheets.tsx': `import { timesheets } from '../flow/timesheets/contract.ts'\nimport { money } from '#kernel/money.ts'\nexport default [timesheets, money]`,
  'test/database.ts': `import '#flow/billing'\nexport const database = 1`,
  'tools/docs.ts': `import { start } from '../src/server/main.ts'\nstart('x')`,
}

/** One crime for each rule: the file that is added or replaced, and the rule that must say so. */
const crimes: readonly [rule: string, path: string, text: string][] = [
  ['kernel-knows-nothing', 'src/kernel/clock.ts', `import { access } from '#engines/access'\naccess`],
  ['kernel-knows-nothing', 'src/kernel/clock.ts', `export type A = import('#flow/people').person`],
  ['engines-in-order', 'src/engines/ledger/post.ts', `import type { process } from '#engines/process'`],
  ['engines-in-order', 'src/engines/ledger/post.ts', `import { person } from '#flow/people'\nperson`],
  ['engines-in-order', 'src/engines/ledger/post.ts', `import { flow } from '../../flow/order.ts'\nflow`],
  ['flow-in-order', 'src/flow/timesheets/late.ts', `import type { invoice } from '#flow/billing'`],
  ['flow-in-order', 'src/flow/timesheets/late.ts', `export { invoice } from '#flow/billing'`],
  ['flow-in-order', 'src/flow/timesheets/late.ts', `export const later = () => import('#flow/billing')`],
  ['flow-in-order', 'src/flow/timesheets/late.ts', `export * from '../../server/rooms.ts'`],
  ['flow-in-order', 'src/flow/timesheets/late.test.ts', `import { invoice } from '#flow/billing'\ninvoice`],
  ['layers-in-order', 'src/insight/mine.ts', `import { start } from '../server/main.ts'\nstart`],
  ['web-knows-contracts-only', 'src/web/people.tsx', `import { person } from '#flow/people'\nperson`],
  ['web-knows-contracts-only', 'src/web/people.tsx', `import type { tx } from '#kernel/sql.ts'`],
  ['web-has-no-schemas', 'src/web/people.tsx', `import { money } from '#kernel/contract.ts'\nmoney`],
  ['web-has-no-schemas', 'src/web/people.tsx', `import { z } from 'zod'\nz`],
  ['web-is-a-leaf', 'src/server/page.ts', `import page from '../web/timesheets.tsx'\npage`],
  [
    'contracts-know-contracts',
    'src/flow/billing/contract.ts',
    `import { sheet } from '#flow/timesheets'\nsheet`,
  ],
  [
    'contracts-run-in-a-browser',
    'src/flow/billing/contract.ts',
    `import { readFile } from 'node:fs'\nreadFile`,
  ],
  ['contracts-run-in-a-browser', 'src/kernel/money.ts', `import { randomInt } from 'node:crypto'\nrandomInt`],
  [
    'enter-by-the-door',
    'src/flow/billing/sheet.ts',
    `import { sheet } from '../timesheets/timesheet.ts'\nsheet`,
  ],
  [
    'enter-by-the-door',
    'src/server/sheet.ts',
    `import { sheet } from '../flow/timesheets/timesheet.ts'\nsheet`,
  ],
  [
    'enter-by-the-door',
    'src/flow/billing/words.ts',
    `import { timesheets } from '#flow/timesheets/contract.ts'\ntimesheets`,
  ],
  [
    'contracts-run-in-a-browser',
    'src/flow/billing/contract.ts',
    `export { invoice } from './index.ts'\nimport 'pg'`,
  ],
  ['enter-by-the-door', 'test/peek.ts', `import { sheet } from '../src/flow/timesheets/timesheet.ts'\nsheet`],
  ['cross-by-alias', 'src/flow/billing/sheet.ts', `import { sheet } from '../timesheets/index.ts'\nsheet`],
  ['cross-by-alias', 'src/flow/billing/sheet.ts', `import { tx } from '../../kernel/sql.ts'\ntx`],
  ['enter-by-the-door', 'src/server/peek.ts', `import { metrics } from '../insight/metrics.ts'\nmetrics`],
  ['relative-inside', 'src/flow/billing/sheet.ts', `import { invoice } from '#flow/billing'\ninvoice`],
  ['relative-inside', 'src/kernel/clock.ts', `import { tx } from '#kernel/sql.ts'\ntx`],
  [
    'unknown-import',
    'src/flow/billing/sheet.ts',
    `import { sheet } from '#flow/timesheets/timesheet.ts'\nsheet`,
  ],
  ['room-in-the-list', 'src/flow/magic/index.ts', `export const magic = 1`],
  ['tests-are-leaves', 'test/more.ts', `import '../src/flow/timesheets/timesheet.test.ts'`],
  [
    'test-aids-stay-in-tests',
    'src/flow/billing/run.ts',
    `import { database } from '#test/database.ts'\ndatabase`,
  ],
  ['product-stands-alone', 'src/cli/docs.ts', `import '../../tools/docs.ts'`],
  ['computed-import', 'src/flow/billing/find.ts', `export const find = (path: string) => import(path)`],
  ['no-circles', 'src/flow/people/person.ts', `import './index.ts'\nexport const person = 1`],
]

test('a house without a fault has no finding', () => {
  assert.deepEqual(boundaries(treeOf(sound)), [])
})

for (const [rule, path, text] of crimes) {
  test(`the rule ${rule} sees "${text.split('\n')[0]}" in ${path}`, () => {
    const found = boundaries(treeOf({ ...sound, [path]: text }))
    assert.deepEqual([...new Set(found.map((finding) => finding.rule))], [rule])
  })
}

test('the rooms of this repository keep their boundaries', () => {
  assert.deepEqual(boundaries(readTree()), [])
})
