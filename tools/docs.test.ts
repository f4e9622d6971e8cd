import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { z } from 'zod'
import { query } from '#kernel/contract.ts'
import { loadContracts } from './contracts.ts'
import { pages, staleDocuments } from './docs.ts'
import { root } from './tree.ts'

const promised = {
  contracts: [
    {
      path: 'src/flow/people/contract.ts',
      contract: query({
        name: 'people.get',
        summary: 'Shows a person | with the calendar.',
        input: z.strictObject({}),
        output: z.object({}),
        refusals: ['person_not_found'],
        roles: { consultant: 'own', controller: 'all' },
        examples: [{}],
      }),
    },
  ],
  refusals: new Map([
    ['person_not_found', { kind: 'not_found', message: 'Nobody has the id {id}.' } as const],
  ]),
}

test('the reference shows each operation with who may run it, and each refusal with its status', () => {
  const files = pages(promised)
  assert.match(
    files.get('docs/reference/commands.md') ?? '',
    /\| `people\.get` \| query \| Shows a person \\\| with the calendar\. \| consultant \(own\), controller \| `person_not_found` \|/,
  )
  assert.match(
    files.get('docs/reference/refusals.md') ?? '',
    /\| `person_not_found` \| 404 \| Nobody has the id \{id\}\. \| people\.get \|/,
  )
})

test('a page that no longer says what the contracts say is named', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-docs-'))
  t.after(() => rmSync(folder, { recursive: true }))
  mkdirSync(join(folder, 'docs/reference'), { recursive: true })
  const files = pages(promised)
  for (const [path, text] of files) writeFileSync(join(folder, path), text)
  assert.deepEqual(staleDocuments(folder, files), [])
  writeFileSync(join(folder, 'docs/reference/refusals.md'), '# Refusals\n')
  assert.deepEqual(staleDocuments(folder, files), ['docs/reference/refusals.md'])
})

test('the reference in docs says what the contracts say: else run node tools/docs.ts --write', async () => {
  assert.deepEqual(staleDocuments(root, pages(await loadContracts())), [])
})
