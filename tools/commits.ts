/** Commit subjects say which room changes and what changes for the reader: `timesheets: refuse approval of one's own week`. */
import { execFileSync } from 'node:child_process'
import { engines, flow } from '../src/flow/order.ts'
import { type Finding, report, root } from './tree.ts'

/** What a commit may name besides a room: a layer, a folder, or the house as a whole. */
const places = [
  ['kernel', 'engines', 'flow', 'insight', 'assists', 'connectors', 'server', 'cli', 'web'],
  ['database', 'processes', 'examples', 'docs', 'test', 'tools', 'bench', 'deploy', 'ci', 'house', 'release'],
].flat()

const known = new Set<string>([...places, ...engines, ...flow])
const SUBJECT_MAX = 120

/** What is wrong with these subjects, oldest rule first. Merges and reverts are written by git and pass. */
export function commits(subjects: readonly { id: string; subject: string }[]): Finding[] {
  return subjects
    .filter(({ subject }) => !/^(Merge|Revert) /.test(subject))
    .flatMap(({ id, subject }) => {
      const message = subjectFault(subject)
      return message === null
        ? []
        : [{ rule: 'commit-names-a-room', path: id, message: `"${subject}": ${message}` }]
    })
}

function subjectFault(subject: string): string | null {
  const [, prefix, rest] = /^([a-z]+(?:, [a-z]+)*): (.+)$/.exec(subject) ?? []
  if (prefix === undefined || rest === undefined)
    return 'begin with the room and a colon, like "timesheets: ...".'
  const unknown = prefix.split(', ').find((word) => !known.has(word))
  if (unknown !== undefined)
    return `"${unknown}" is neither a room nor a folder; name the one the reader will look in.`
  if (subject.length > SUBJECT_MAX) return `it has ${subject.length} characters; say the rest in the body.`
  return rest.endsWith('.') ? 'a subject is a title: leave out the full stop.' : null
}

/** The history of this checkout, or nothing when it is not one: an archive has no commits to judge. */
function history(): { id: string; subject: string }[] {
  try {
    const log = execFileSync('git', ['log', '--format=%h %s'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    return log
      .toString()
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => ({ id: line.slice(0, line.indexOf(' ')), subject: line.slice(line.indexOf(' ') + 1) }))
  } catch {
    return []
  }
}

if (import.meta.main) process.exitCode = report('commits', commits(history())) ? 0 : 1
