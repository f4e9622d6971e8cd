/**
 * Loaded into every test file by tools/test.ts: ends the file when it takes longer than any may. Node limits the time of
 * tests, not of files: something left open by a test that failed would keep its file, and with it the whole run, waiting
 * for ever.
 */

/** A whole file, on two slow cores with two others beside it; in milliseconds. */
const LIMIT_MS = 360_000

setTimeout(() => {
  console.error(
    `This file has not ended after ${LIMIT_MS / 1000} s. Still open: ${process.getActiveResourcesInfo().join(', ')}.`,
  )
  process.exit(1)
}, LIMIT_MS).unref()
