import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { readTree, root } from './tree.ts'

/** A copy of this repository with faults that only the borrowed programs can see. */
const copy = mkdtempSync(join(tmpdir(), 'throughline-check-'))
after(() => rmSync(copy, { recursive: true }))
for (const path of readTree().keys()) {
  mkdirSync(dirname(join(copy, path)), { recursive: true })
  copyFileSync(join(root, path), join(copy, path))
}
symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
plant(
  'tools/planted-types.ts',
  `export enum Colour { red }
export const second: string = ['a'][1]
export const maybe: { a?: string } = { a: undefined }
export function forgets(kind: 'a' | 'b'): string { switch (kind) { case 'a': return kind } }
class Base { run() {} }
export class Child extends Base { run() {} }
`,
)
plant(
  'tools/planted-lint.ts',
  `async function promise(): Promise<number> {
  return 1
}
export function planted(value: any, list: string[]) {
  promise()
  if (promise()) return list[0]!
  return value
}
export const ugly   = "double";
`,
)
plant('src/kernel/planted.ts', `export const planted = 1\n`)
plant(
  'src/kernel/money.ts',
  `${readFileSync(join(root, 'src/kernel/money.ts'), 'utf8')}export const neverUsed = 1\n`,
)
plant(
  'package.json',
  readFileSync(join(root, 'package.json'), 'utf8').replace(
    '"zod":',
    '"never-imported": "1.0.0",\n    "zod":',
  ),
)

function plant(path: string, text: string): void {
  writeFileSync(join(copy, path), text)
}

function outputOf(program: string, ...args: string[]): string {
  const path = `${join(root, 'node_modules/.bin')}:${process.env['PATH']}`
  const run = spawnSync(join(root, 'node_modules/.bin', program), args, {
    cwd: copy,
    env: { ...process.env, PATH: path },
    encoding: 'utf8',
    maxBuffer: 50_000_000,
  })
  assert.notEqual(run.status, 0, `${program} saw nothing`)
  return run.stdout + run.stderr
}

test('the compiler refuses syntax that Node cannot strip, missing values and forgotten cases', () => {
  const output = outputOf('tsc', '-p', 'tsconfig.json')
  for (const code of ['TS1294', 'TS2322', 'TS2375', 'TS2366', 'TS4114']) {
    assert.match(output, new RegExp(`planted-types\\.ts.*${code}`))
  }
})

test('the linter refuses forgotten promises, any and non-null marks', () => {
  const output = outputOf('biome', 'check', '--colors=off', '--max-diagnostics=none', 'tools')
  for (const rule of [
    'lint/nursery/noFloatingPromises',
    'lint/nursery/noMisusedPromises',
    'lint/suspicious/noExplicitAny',
    'lint/style/noNonNullAssertion',
  ]) {
    assert.match(output, new RegExp(`tools/planted-lint\\.ts:\\d+:\\d+ ${rule}`))
  }
  assert.match(output, /tools\/planted-lint\.ts format/)
})

test('the search for dead code names a file, an export and a package that nothing reaches', () => {
  const output = outputOf('knip', '--no-config-hints', '--reporter', 'compact')
  assert.match(output, /src\/kernel\/planted\.ts/)
  assert.match(output, /money\.ts: .*neverUsed/)
  assert.match(output, /never-imported/)
})
