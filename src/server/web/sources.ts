/** What the web application is made of, as one hash: is the built one still the one of these sources? */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join, posix } from 'node:path'

/** What decides about the result besides the application's own files. */
const besides = ['vite.config.ts', 'package-lock.json']

/**
 * A hash over the files below src/web, everything of ours they import (the contracts, and what those import), the
 * configuration and the versions of the packages; null where the sources are not there (a program shipped without them).
 */
export async function hashOfSources(checkout: string): Promise<string | null> {
  const own = await filesBelow(checkout, 'src/web')
  if (own.length === 0) return null
  const found = new Map<string, Buffer>()
  const waiting = [...own, ...besides]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (found.has(path)) continue
    const bytes = await readFile(join(checkout, path)).catch(() => null)
    if (bytes === null) continue
    found.set(path, bytes)
    if (/\.tsx?$/.test(path)) waiting.push(...importsOf(path, bytes.toString('utf8')))
  }
  const hash = createHash('sha256')
  for (const [path, bytes] of [...found].sort(([one], [other]) => (one < other ? -1 : 1)))
    hash.update(`${path}\0${bytes.length}\0`).update(bytes)
  return hash.digest('hex')
}

async function filesBelow(checkout: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(checkout, folder), { recursive: true, withFileTypes: true }).catch(
    () => [],
  )
  return entries
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(checkout.length).replaceAll('\\', '/'))
    .map((path) => path.replace(/^\//, ''))
}

/** The files of ours that a file imports. An alias `#a/b.ts` is `src/a/b.ts`. */
function importsOf(path: string, text: string): string[] {
  const specifiers = text.matchAll(/(?:from|import)\s*\(?\s*'([.#][^']+)'/g)
  return [...specifiers].map(([, specifier = '']) =>
    specifier.startsWith('#')
      ? `src/${specifier.slice(1)}`
      : posix.normalize(posix.join(dirname(path).replaceAll('\\', '/'), specifier)),
  )
}
