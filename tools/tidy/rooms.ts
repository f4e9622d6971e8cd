/** Every room can be found and entered: it is in the list, it has a door, and its README begins with its words. */
import { posix } from 'node:path'
import { type Finding, filesOf, lineAt, type SourceFile, type Tree } from '../tree.ts'

/** The rooms that must exist. */
export type Order = Readonly<{
  engines: readonly string[]
  flow: readonly string[]
  readers?: readonly string[]
}>

/** Rooms without a door or a README, and documents whose headings or links lead nowhere. */
export function rooms(tree: Tree, order: Order): Finding[] {
  const folders = [
    ...order.engines.map((room) => `src/engines/${room}`),
    ...order.flow.map((room) => `src/flow/${room}`),
    ...(order.readers ?? []).map((room) => `src/${room}`),
  ]
  return [
    ...folders.flatMap((folder) => roomFindings(tree, folder)),
    ...kernelReadme(tree),
    ...filesOf(tree, /\.md$/).flatMap((file) => documentFindings(tree, file)),
    ...recordNumbers(tree),
  ]
}

/** Records are cited by number, so a number means one of them. */
function recordNumbers(tree: Tree): Finding[] {
  const seen = new Set<string>()
  return filesOf(tree, /^docs\/decisions\/\d{4}-/).flatMap(({ path }) => {
    const number = path.slice('docs/decisions/'.length).slice(0, 4)
    const isTwin = seen.has(number)
    seen.add(number)
    const message = `There is a record ${number} already: take the next number.`
    return isTwin ? [{ rule: 'record-number', path, message }] : []
  })
}

function roomFindings(tree: Tree, folder: string): Finding[] {
  if (filesOf(tree, new RegExp(`^${folder}/.*\\.ts$`)).length === 0) {
    const message =
      'The list names this room and the folder is empty: build it, or take the name out of src/flow/order.ts.'
    return [{ rule: 'no-empty-room', path: folder, message }]
  }
  const findings: Finding[] = []
  if (!tree.has(`${folder}/index.ts`)) {
    findings.push({
      rule: 'a-door',
      path: folder,
      message: 'Add index.ts: it offers what later rooms may use, and nothing else is public.',
    })
  }
  return [...findings, ...readmeFindings(tree, folder)]
}

function kernelReadme(tree: Tree): Finding[] {
  return filesOf(tree, /^src\/kernel\//).length === 0 ? [] : readmeFindings(tree, 'src/kernel')
}

function readmeFindings(tree: Tree, folder: string): Finding[] {
  const path = `${folder}/README.md`
  const readme = tree.get(path)
  if (readme === undefined) {
    const message =
      'Add README.md: the words of the room first, then states, invariants, events and what it refuses to do.'
    return [{ rule: 'a-readme', path: folder, message }]
  }
  const first = headingsOf(readme).find(({ level }) => level === 2)
  if (first?.text === 'Terminology') return []
  const message = 'Begin with "## Terminology": one sentence for each word the room uses.'
  return [{ rule: 'terminology-first', path, line: first?.line ?? 1, message }]
}

function documentFindings(tree: Tree, file: SourceFile): Finding[] {
  const tops = headingsOf(file).filter(({ level }) => level === 1)
  const findings: Finding[] = []
  if (tops.length !== 1) {
    const message = `${tops.length} top headings: a document has one title, and one subject.`
    findings.push({ rule: 'one-title', path: file.path, line: tops[1]?.line ?? 1, message })
  }
  for (const found of withoutCode(file.text).matchAll(
    /\]\((?!https?:|mailto:|#|\/)([^)\s#]+)(?:#[^)\s]*)?\)/g,
  )) {
    const target = posix.normalize(posix.join(posix.dirname(file.path), found[1] ?? ''))
    const leads = tree.has(target) || filesOf(tree, new RegExp(`^${target.replace(/\/$/, '')}/`)).length > 0
    if (leads) continue
    const message = `The link to ${found[1]} leads nowhere: correct it or write the page.`
    findings.push({
      rule: 'links-lead-somewhere',
      path: file.path,
      line: lineAt(file.text, found.index),
      message,
    })
  }
  return [...findings, ...lostPaths(tree, file)]
}

const paths =
  /`[^`\n]*?\b((?:src|test|tools|bench|docs|database|processes|examples)\/[\w./-]+\.[a-z]+)[^`\n]*`/g

/** Files a document names that do not exist. A record of the past may name what is gone. */
function lostPaths(tree: Tree, file: SourceFile): Finding[] {
  if (/^docs\/decisions\/|^CHANGELOG/.test(file.path)) return []
  return [...file.text.matchAll(paths)]
    .filter((found) => !tree.has(found[1] ?? '') && !(found[1] ?? '').includes('NNNN'))
    .map((found) => ({
      rule: 'documents-name-what-is',
      path: file.path,
      line: lineAt(file.text, found.index),
      message: `There is no ${found[1]}: write where it is now.`,
    }))
}

function headingsOf(file: SourceFile): { level: number; text: string; line: number }[] {
  return [...withoutCode(file.text).matchAll(/^(#{1,6}) +(.*?) *#*$/gm)].map((found) => ({
    level: (found[1] ?? '').length,
    text: found[2] ?? '',
    line: lineAt(file.text, found.index),
  }))
}

/** Blanks out fenced and inline code, keeping every offset. */
function withoutCode(text: string): string {
  return text.replace(/^(```|~~~)[\s\S]*?^\1|`[^`\n]*`/gm, (code) => code.replace(/[^\n]/g, ' '))
}
