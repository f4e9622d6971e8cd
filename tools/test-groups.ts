/** Which test files share a process, and in which order the processes begin. */
import { join } from 'node:path'

/** Files that share a process: enough to load the program seldom, few enough that no core waits for another at the end. */
const AT_MOST = 10
/** Stories in a browser take ten times as long. */
const STORIES_AT_MOST = 3
/** So few files are run to look at them: each alone, as it would be by itself. */
const FEW = 24

/**
 * Files that end programs, measure them or start whole programs of their own; the longest first, so that at the end no
 * core waits for one of them.
 */
const alone = [
  'test/crash.test.ts',
  'src/cli/rooms/command-line.test.ts',
  'test/bad-input.test.ts',
  'tools/check.test.ts',
  'test/two-nodes.test.ts',
  'src/cli/models/evaluate-decision.test.ts',
  'src/cli/models/run-process.test.ts',
  'src/server/postgres/embedded.test.ts',
  'src/engines/exchange/worker-crash.test.ts',
  'src/engines/decisions/feel/limits.test.ts',
  'src/engines/decisions/dmn/xml.test.ts',
  'src/server/start.test.ts',
  'src/server/doctor.test.ts',
].map((file) => join(file))

/**
 * Whose tests know their own room or engine and what they were given. Those of the surfaces, the words and the house look at all
 * that a process has declared, which must be what the program declares and nothing of another test.
 */
const sharing = ['src/engines', 'src/flow', 'src/insight', 'src/kernel', 'test/scenarios'].map((folder) =>
  join(folder, '/'),
)

/** Told in a browser. The first of them makes the firm that the others copy, and begins before everything else. */
const isStory = (file: string) => file.startsWith(join('test', 'web'))

/** The files of each process, in the order in which the processes begin. */
export function shareOut(files: readonly string[]): readonly (readonly string[])[] {
  const all = files.toSorted()
  if (all.length <= FEW) return all.map((file) => [file])
  const isAlone = new Set(alone)
  const [first = [], ...stories] = deal(all.filter(isStory), STORIES_AT_MOST)
  const others = all.filter((file) => !isStory(file) && !isAlone.has(file))
  const isSharing = (file: string) => sharing.some((folder) => file.startsWith(folder))
  const { shared = [], single = [] } = Object.groupBy(others, (file) =>
    isSharing(file) ? 'shared' : 'single',
  )
  return [
    first,
    ...alone.filter((file) => all.includes(file)).map((file) => [file]),
    ...stories,
    ...single.map((file) => [file]),
    ...deal(shared, AT_MOST),
  ].filter((group) => group.length > 0)
}

/** Deals files out in turn: those of one folder take about as long as each other and come into different groups. */
function deal(files: readonly string[], atMost: number): string[][] {
  const groups = Array.from({ length: Math.ceil(files.length / atMost) }, (): string[] => [])
  for (const [at, file] of files.entries()) groups[at % groups.length]?.push(file)
  return groups
}
