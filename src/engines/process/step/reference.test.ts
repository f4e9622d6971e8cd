import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { beginning, compileBlock, randomRun } from '#test/random-model.ts'
import { Both } from '#test/reference-interpreter/compare.ts'
import { drawWild, type Wild, wild } from '#test/reference-interpreter/wild-model.ts'
import { compileModel } from '../model/compile.ts'
import type { Graph } from '../model/graph.ts'

/** How many times as many models as usual are tried, each time others: a number in the environment. */
const more = process.env['THROUGHLINE_RANDOM_MODELS']
const runs = (usual: number) => (more ? { numRuns: usual * Number(more) } : { numRuns: usual, seed: 2026 })

/** Most processes have no listeners. */
const heard = fc.oneof(fc.constant([0, 0] as const), fc.tuple(fc.nat(2), fc.nat(1)))

const choices = fc.array(fc.tuple(fc.nat(40), fc.nat(3)), { maxLength: 14 })

/** Lets both go the way of the choices; 0 of 40 cancels. */
function follow(graph: Graph, n: number, way: readonly (readonly [number, number])[]): void {
  const both = new Both(graph, { n }, beginning)
  for (const [choice, value] of way) {
    if (both.spins || both.state.status !== 'active') return
    const moves = both.moves({ n: value })
    if (choice === 40 || moves.length === 0) {
      both.send(both.cancel)
      return
    }
    both.send(moves[choice % moves.length] ?? assert.fail())
  }
}

test('on models of nested blocks the engine does what the reference interpreter says', async () => {
  await fc.assert(
    fc.asyncProperty(randomRun, choices, async ([of, n], way) => {
      follow(await compileBlock(of), n, way)
    }),
    runs(150),
  )
})

test('on models without any structure the engine does what the reference interpreter says', async () => {
  await fc.assert(
    fc.asyncProperty(wild, heard, fc.nat(3), choices, async (of: Wild, listening, n, way) => {
      const xml = drawWild(of, listening)
      const { findings, graphs } = await compileModel(xml)
      const [graph] = graphs
      assert.ok(graph, JSON.stringify(findings.filter(({ severity }) => severity === 'error')))
      try {
        follow(graph, n, way)
      } catch (fault) {
        throw new Error(`${xml}\n${String(fault)}`, { cause: fault })
      }
    }),
    runs(400),
  )
})
