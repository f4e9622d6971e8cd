/**
 * The built web application as it is served: every file in memory, each in the encodings a browser may ask for.
 * What is not in this list is not there, so no path can lead out of the folder.
 */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

export type Encoding = 'br' | 'gzip'

/** The encodings in the order in which they are preferred, with what such a file is called beside the file itself. */
export const encodings: ReadonlyMap<Encoding, string> = new Map([
  ['br', '.br'],
  ['gzip', '.gz'],
])

export interface Asset {
  readonly type: string
  readonly etag: string
  readonly bytes: Buffer
  /** Its name holds a hash of its content, so it never changes. */
  readonly immutable: boolean
  /** The same in an encoding; null where that would not be smaller. */
  encoded(encoding: Encoding): Promise<Buffer | null>
}

/** The files of a built application by their path, `/index.html` among them. */
export type Site = ReadonlyMap<string, Asset>

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.wasm': 'application/wasm',
}

/** Below this a second encoding saves nothing. In bytes. */
const SMALL = 512

/** How often a folder is read that is replaced while it is read, and how long is waited between. */
const READINGS_MAX = 5
const PAUSE_MS = 50

/** Reads a built application, or null when there is none, or only a part of one. */
export async function readSite(folder: string): Promise<Site | null> {
  for (let reading = 1; ; reading++) {
    const site = await readOnce(folder).catch((cause: { code?: unknown }) => {
      if (cause.code !== 'ENOENT') throw cause
      return null
    })
    if (site && isWhole(site)) return site
    // Where another program puts a newer one in its place, its files go and come while they are read.
    if (reading === READINGS_MAX || !existsSync(folder)) return null
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  }
}

/** Is everything there that its one page asks for at once? */
function isWhole(site: Site): boolean {
  const page = site.get('/index.html')?.bytes.toString()
  if (page === undefined) return false
  return [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].every(([, path = '']) => site.has(path))
}

/**
 * A site that follows another: pages of the one before may still be loading, or load more of it later, so its files stay
 * under their names, which hold a hash of their content. Everything else is the new one's.
 */
export function following(next: Site, before: Site | null): Site {
  const stay = [...(before ?? [])].filter(([, { immutable }]) => immutable)
  return new Map([...stay, ...next])
}

async function readOnce(folder: string): Promise<Site> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const paths = entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length))
    .map((path) => path.replaceAll('\\', '/'))
  const all = new Set(paths)
  const made = paths.filter((path) => [...encodings.values()].some((end) => isEncodingOf(path, end, all)))
  const site = new Map<string, Asset>()
  for (const path of all) if (!made.includes(path)) site.set(path, await readAsset(folder, path, all))
  return site
}

const isEncodingOf = (path: string, end: string, all: ReadonlySet<string>) =>
  path.endsWith(end) && all.has(path.slice(0, -end.length))

async function readAsset(folder: string, path: string, all: ReadonlySet<string>): Promise<Asset> {
  const bytes = await readFile(`${folder}${path}`)
  const type = types[extname(path)] ?? 'application/octet-stream'
  const smaller = new Map<Encoding, Promise<Buffer | null>>()
  for (const [encoding, end] of encodings) {
    const beside = `${path}${end}`
    if (all.has(beside)) smaller.set(encoding, Promise.resolve(await readFile(`${folder}${beside}`)))
  }
  const encode = async (encoding: Encoding): Promise<Buffer | null> => {
    if (!isText(type) || bytes.length < SMALL) return null
    const encoded = await compress(bytes, encoding)
    return encoded.length < bytes.length ? encoded : null
  }
  return {
    type,
    bytes,
    etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 20)}"`,
    immutable: /^\/assets\/.+-[\w-]{8}\.\w+$/.test(path),
    encoded(encoding) {
      const found = smaller.get(encoding) ?? encode(encoding)
      smaller.set(encoding, found)
      return found
    },
  }
}

const isText = (type: string) => /^text\/|json|javascript|svg|wasm/.test(type)

/** As a file is compressed once for everybody who asks for it, it may take its time. */
function compress(bytes: Buffer, encoding: Encoding): Promise<Buffer> {
  return encoding === 'br'
    ? promisify(brotliCompress)(bytes, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: 9,
          [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
        },
      })
    : promisify(gzip)(bytes, { level: 9 })
}

/** The encoding to answer with, by the header Accept-Encoding; null for none. */
export function chosenEncoding(header: string | undefined): Encoding | null {
  const accepted = new Map(
    (header ?? '').split(',').map((part) => {
      const [name = '', ...parameters] = part
        .trim()
        .toLowerCase()
        .split(/\s*;\s*/)
      return [name, !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter))] as const
    }),
  )
  return (
    [...encodings.keys()].find((encoding) => accepted.get(encoding) ?? accepted.get('*') ?? false) ?? null
  )
}
