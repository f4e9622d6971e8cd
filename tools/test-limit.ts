/**
 * Ends a test file when it takes longer than any may. Node limits the time of tests, not of files: something left open by
 * a test that failed would keep its file, and with it the whole run, waiting for ever. Loaded into every process of the
 * tests by tools/test.ts.
 */

/** A whole file, on two slow cores with two others beside it; in milliseconds. */
const LIMIT_MS = 360_000

let running: NodeJS.Timeout | undefined

/** From now on this file is run in this process, and the time of the one before it counts no more. */
export function limit(file: string): void {
  clearTimeout(running)
  running = setTimeout(() => {
    const open = process.getActiveResourcesInfo().join(', ')
    console.error(`${file} has not ended after ${LIMIT_MS / 1000} s. Still open: ${open}.`)
    process.exit(1)
  }, LIMIT_MS).unref()
}

limit('This file')
