/** The real command line, started as people start it, for tests of the commands that need no server. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The program that npm installs as `throughline`. */
export const program = fileURLToPath(new URL('../bin/throughline.js', import.meta.url))

export interface Ended {
  readonly code: number | null
  readonly out: string
  readonly said: string
}

/** Runs a program in a folder to its end. It sees no server: nothing listens at the port it is given. */
export function ran(command: string, words: readonly string[], folder: string, input = ''): Promise<Ended> {
  const child = spawn(command, words, {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', XDG_CONFIG_HOME: folder, THROUGHLINE_URL: 'http://127.0.0.1:9' },
  })
  const read = { out: '', said: '' }
  child.stdout.on('data', (part: Buffer) => (read.out += part))
  child.stderr.on('data', (part: Buffer) => (read.said += part))
  child.stdin.end(input)
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, ...read })))
}

/** `throughline` with these words. */
export const throughline = (words: readonly string[], folder: string, input = '') =>
  ran(process.execPath, [program, ...words], folder, input)

/** A folder with these files. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-models-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}

export const removed = (folder: string) => rmSync(folder, { recursive: true })
