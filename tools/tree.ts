/**
 * The repository as the checks of the house see it: paths, texts and syntax trees.
 *
 * A check is a function from a tree to findings. That the tree is a value is what lets a test plant a fault in a copy
 * and see the right rule go red, without touching a disk.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseSync } from 'oxc-parser'

/** One file: its text, which is empty for pictures and other binaries, and its size. */
export type SourceFile = Readonly<{ path: string; text: string; bytes: number }>

/** Every file of the repository by its path from the root. */
export type Tree = ReadonlyMap<string, SourceFile>

/** What a check has to say: which rule, where, and the cure. */
export type Finding = Readonly<{ rule: string; path: string; line?: number; message: string }>

/** One node of a syntax tree. */
export type Node = Readonly<{ type: string; start: number; end: number; [key: string]: unknown }>

/** The root of this repository. */
export const root = resolve(import.meta.dirname, '..')

/** Reads the working tree, without what `.gitignore` names. */
export function readTree(folder: string = root): Tree {
  const ignored = readFileSync(join(folder, '.gitignore'), 'utf8')
    .split('\n')
    .map((line) => line.trim().replace(/^\/|\/$/g, ''))
    .filter((line) => line !== '' && !line.startsWith('#'))
  const isIgnored = (name: string) =>
    ignored.some((pattern) => (pattern.startsWith('*') ? name.endsWith(pattern.slice(1)) : name === pattern))
  const files = new Map<string, SourceFile>()
  const visit = (path: string) => {
    for (const entry of readdirSync(join(folder, path), { withFileTypes: true })) {
      const child = path === '' ? entry.name : `${path}/${entry.name}`
      if (entry.name === '.git' || isIgnored(entry.name)) continue
      if (entry.isDirectory()) visit(child)
      else if (entry.isFile()) files.set(child, readSource(folder, child))
    }
  }
  visit('')
  return files
}

/** A tree out of texts, as the tests of the checks plant them. */
export function treeOf(texts: Readonly<Record<string, string>>): Tree {
  return new Map(
    Object.entries(texts).map(([path, text]) => [path, { path, text, bytes: Buffer.byteLength(text) }]),
  )
}

/** The files whose path matches, in path order. */
export function filesOf(tree: Tree, pattern: RegExp): SourceFile[] {
  return [...tree.values()]
    .filter((file) => pattern.test(file.path))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** The line of an offset, counted from one. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}

const programs = new WeakMap<SourceFile, Node>()

/** The syntax tree of a TypeScript or JavaScript file. A file that does not parse is a fault: `tsc` says it better. */
export function programOf(file: SourceFile): Node {
  const known = programs.get(file)
  if (known !== undefined) return known
  const { program, errors } = parseSync(file.path, file.text)
  if (errors[0] !== undefined) throw new Error(`${file.path} does not parse: ${errors[0].message}`)
  const node = program as unknown as Node
  programs.set(file, node)
  return node
}

/** Visits a node and everything below it, parents first. */
export function walk(node: Node, visit: (node: Node, parents: readonly Node[]) => void): void {
  const parents: Node[] = []
  const step = (value: unknown) => {
    if (Array.isArray(value)) for (const item of value) step(item)
    if (!isNode(value)) return
    visit(value, parents)
    parents.push(value)
    for (const child of Object.values(value)) step(child)
    parents.pop()
  }
  step(node)
}

/** Whether this is a node of a syntax tree. */
export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value
}

/** Prints findings the way editors and people follow them; returns whether there were none. */
export function report(title: string, findings: readonly Finding[]): boolean {
  for (const { rule, path, line, message } of findings) {
    console.log(`${path}${line === undefined ? '' : `:${line}`}  ${rule}: ${message}`)
  }
  console.log(`${title}: ${findings.length === 0 ? 'clean' : `${findings.length} to mend`}`)
  return findings.length === 0
}

function readSource(folder: string, path: string): SourceFile {
  const bytes = readFileSync(join(folder, path))
  // A file with a zero byte is not text.
  return { path, text: bytes.includes(0) ? '' : bytes.toString('utf8'), bytes: bytes.length }
}
