/** What a part of a model says otherwise than before, line by line. Pure. */
import { nameOf } from '../words/names.ts'

/** The lines only one of them has; all of them where there is no other. */
export function changedLines(
  before: string | null,
  after: string | null,
): { readonly before: readonly string[]; readonly after: readonly string[] } {
  const [was, is] = [linesIn(before), linesIn(after)]
  return {
    before: was.filter((line) => !is.includes(line)).map(inWords),
    after: is.filter((line) => !was.includes(line)).map(inWords),
  }
}

const linesIn = (text: string | null) => (text === null || text === '' ? [] : text.split('\n'))

/** `work.candidateGroups: billing` with the name of the field; a line that is no field stays as it is. */
function inWords(line: string): string {
  const [, way = '', said = ''] = /^([\w.:-]+): (.*)$/.exec(line) ?? []
  return way === '' ? line : `${nameOf(way.split('.').at(-1) ?? way)}: ${said}`
}
