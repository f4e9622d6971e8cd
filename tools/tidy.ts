/**
 * The repository's own lint: what a formatter and a compiler do not know about this house.
 *
 * Run `node tools/tidy.ts`; each finding names the rule and the cure. Every rule has a planted fault in tidy.test.ts.
 */
import { engines, flow, readers } from '../src/flow/order.ts'
import { migrations } from './tidy/migrations.ts'
import { names } from './tidy/names.ts'
import { refusals } from './tidy/refusals.ts'
import { type Order, rooms } from './tidy/rooms.ts'
import { size } from './tidy/size.ts'
import { statements } from './tidy/statements.ts'
import { tests } from './tidy/tests.ts'
import { words } from './tidy/words.ts'
import { type Finding, readTree, report, type Tree } from './tree.ts'

const checks = [size, names, words, migrations, statements, tests, refusals]

/** Everything untidy in a tree whose rooms are these. */
export function tidy(tree: Tree, order: Order = { engines, flow, readers }): Finding[] {
  return [...rooms(tree, order), ...checks.flatMap((check) => check(tree))]
}

if (import.meta.main) process.exitCode = report('tidy', tidy(readTree())) ? 0 : 1
