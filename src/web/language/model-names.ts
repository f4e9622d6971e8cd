/** Names of processes and their steps in the language of the screens: a model may say them beside its own. */
import { useMemo } from 'react'
import { nameProcesses } from '#engines/process/contract.ts'
import { useAsk } from '../wire/queries.ts'
import { formatCount } from '../words/format.ts'
import { language } from '../words/words.ts'

/** Models change rarely, and a name that is a while old is still a name. */
const FRESH_MS = 600_000

/** Gives the name of an element of a process, or of the process itself by its key; `given` where the model says none. */
export type NameInModel = (processKey: string, element: string, given: string) => string

export function useModelNames(): NameInModel {
  const { data } = useAsk(nameProcesses, { language: language() }, { staleTime: FRESH_MS })
  return useMemo(() => {
    const known = new Map(data?.processes.map(({ key, names }) => [key, names]))
    return (processKey, element, given) => known.get(processKey)?.[element] ?? given
  }, [data])
}

/** What a model says about itself, such as its owner: `owner:de` where the screens speak German. */
export const saidIn = (properties: Readonly<Record<string, string>>, name: string): string =>
  inDurations(properties[`${name}:${language()}`] ?? properties[name] ?? '')

const units = { D: 'day', H: 'hour', M: 'minute' } as const

/** Spans of time as models write them, `P2D`, as people read them: `2 days`. Others stay as they are. */
const inDurations = (text: string): string =>
  text.replace(
    /\bP(?:(\d+)(D)|T(\d+)([HM]))\b/g,
    (_, days?: string, day?: 'D', some?: string, unit?: 'H' | 'M') =>
      formatCount(Number(days ?? some), units[day ?? unit ?? 'D']),
  )
