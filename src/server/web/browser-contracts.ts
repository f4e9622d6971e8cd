/**
 * Contracts as the web application is built with them. A contract is written with schemas, which check what comes in; a
 * browser only needs to know where an operation is reached and which fields it takes. So the build reads each contract.ts
 * and puts what follows from it in its place, as plain data. Types still come from the contract; nothing is written down.
 */
import { pathToFileURL } from 'node:url'
import type { Plugin } from 'vite'
import { z } from 'zod'
import type { Contract } from '#kernel/contract.ts'
import { forBrowser } from '#kernel/operation.ts'

const CONTRACTS = /\/src\/((engines|flow)\/[^/]+|insight)\/contract\.ts$/

/** The part of the build that does it. */
export function browserContracts(): Plugin {
  return {
    name: 'browser-contracts',
    async load(id) {
      if (!CONTRACTS.test(id)) return null
      const room = (await import(pathToFileURL(id).href)) as Readonly<Record<string, unknown>>
      return { code: codeOf(room), moduleSideEffects: false, moduleType: 'js' }
    },
  }
}

/** The text of the module. What else a room offers, a browser has no use for: the build stops where one imports it. */
export function codeOf(room: Readonly<Record<string, unknown>>): string {
  return Object.entries(room)
    .map(([name, value]) => [name, dataOf(value)] as const)
    .filter(([, data]) => data !== null)
    .map(([name, data]) => `export const ${name} = ${JSON.stringify(data)}\n`)
    .join('')
}

/** Contracts, and the choices of a field. */
function dataOf(value: unknown): object | null {
  if (isContract(value)) return forBrowser(value)
  return value instanceof z.ZodEnum ? { options: value.options } : null
}

const isContract = (value: unknown): value is Contract =>
  typeof value === 'object' && value !== null && 'kind' in value && 'examples' in value
