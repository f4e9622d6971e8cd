import assert from 'node:assert/strict'
import test from 'node:test'
import { shareOut } from './test-groups.ts'

const named = (folder: string, count: number) =>
  Array.from({ length: count }, (_, at) => `${folder}/${String(at).padStart(3, '0')}.test.ts`)

test('every file of the suite is run once, whoever shares its process', () => {
  const files = [...named('src/flow', 90), ...named('test/web', 9), 'test/crash.test.ts', 'test/new.test.ts']
  const groups = shareOut(files)
  assert.deepEqual(groups.flat().toSorted(), files.toSorted())
  assert.ok(groups.every((group) => group.length > 0 && group.length <= 10))
})

test('the firm that stories copy is made first, and what ends programs has a process to itself', () => {
  const groups = shareOut([...named('src/flow', 90), ...named('test/web', 9), 'test/crash.test.ts'])
  assert.equal(groups[0]?.[0], 'test/web/000.test.ts')
  assert.deepEqual(groups[1], ['test/crash.test.ts'])
})

test('whoever looks at all that a process has declared shares it with nobody', () => {
  const groups = shareOut([
    ...named('src/flow', 90),
    'tools/contracts.test.ts',
    'src/web/words/names.test.ts',
  ])
  for (const file of ['tools/contracts.test.ts', 'src/web/words/names.test.ts'])
    assert.deepEqual(
      groups.filter((group) => group.includes(file)),
      [[file]],
    )
})

test('a few files are run as each would be by itself', () => {
  assert.deepEqual(
    shareOut(named('src/flow', 3)),
    named('src/flow', 3).map((file) => [file]),
  )
})
