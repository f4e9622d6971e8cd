import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'
import { folderWith, program, ran, removed } from '#test/command-line.ts'

/**
 * The page holds files (a block after a line that is only a name, such as `limits.dmn`:) and console blocks, in which
 * a line after "$ " is typed and the lines after it are what is printed; the last one may tell the exit code.
 */
const page = readFileSync(new URL('../../../docs/reference/run-models.md', import.meta.url), 'utf8')
const files = Object.fromEntries(
  [...page.matchAll(/^`([\w.-]+)`:\n\n```\w*\n([\s\S]*?)```$/gm)].map(([, name = '', text = '']) => [
    name,
    text,
  ]),
)
const sessions = [...page.matchAll(/^```console\n([\s\S]*?)```$/gm)]
  .flatMap(([, block = '']) => block.split(/^\$ /m).slice(1))
  .map((session) => {
    const typed = /^(?:.*\\\n)*.*\n/.exec(session)?.[0] ?? ''
    return { typed, printed: session.slice(typed.length).trim() }
  })
const folder = folderWith(files)
test.after(() => removed(folder))

test('every example of the page about running models prints what the page says', async () => {
  assert.ok(sessions.length > 0 && Object.keys(files).length > 0)
  for (const { typed, printed } of sessions) {
    const shell = `throughline() { "${process.execPath}" "${program}" "$@"; }\n${typed}`
    const { code, out, said } = await ran('sh', ['-c', shell], folder)
    const ending = /^exit code \d+$/m.test(printed) ? `exit code ${code}` : ''
    assert.equal(`${out}${said}${ending}`.trim(), printed, typed)
  }
})
