/** Which server, and as whom: from the environment, else from what signing in has saved. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'

export interface Settings {
  readonly url: string
  /** A session token or an API key. */
  readonly token: string | undefined
}

const LOCAL = 'http://localhost:8080'

/** The file signing in writes; nobody else may read it. */
function savedPath(): string {
  const folder = process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config')
  return join(folder, 'throughline', 'session.json')
}

export function readSettings(): Settings {
  const saved = readSaved()
  const url = (process.env['THROUGHLINE_URL'] ?? saved?.url ?? LOCAL).replace(/\/+$/, '')
  // A token is for the server that gave it and goes to no other.
  const token = process.env['THROUGHLINE_API_KEY'] ?? (saved?.url === url ? saved.token : undefined)
  return { url, token }
}

export function saveSession(url: string, token: string): string {
  const path = savedPath()
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  // A file that was there keeps its mode when it is written over, so it goes first.
  rmSync(path, { force: true })
  writeFileSync(path, `${JSON.stringify({ url, token })}\n`, { mode: 0o600 })
  return path
}

export function forgetSession(): void {
  rmSync(savedPath(), { force: true })
}

function readSaved(): { url: string; token: string } | null {
  try {
    return JSON.parse(readFileSync(savedPath(), 'utf8')) as { url: string; token: string }
  } catch {
    // Nobody has signed in here, or the file is none of ours; then signing in writes it anew.
    return null
  }
}
