/** What the models of drafts are called: names of processes and of decisions, in the language of the screens. */
import { useMemo } from 'react'
import { list } from '#engines/decisions/contract.ts'
import { useModelNames } from '../language/model-names.ts'
import { useAsk } from '../wire/queries.ts'
import { useSession } from '../wire/session.tsx'
import { language } from '../words/words.ts'

const FRESH_MS = 600_000

/** Gives the name of a process or decision by its key; the key where it is new. */
export function useModelTitles(): (kind: 'process' | 'decision', key: string) => string {
  const inModel = useModelNames()
  const { may } = useSession()
  const { data } = useAsk(list, { limit: 200 }, { staleTime: FRESH_MS, enabled: may(list) })
  return useMemo(() => {
    const decisions = new Map(data?.items.map(({ key, name, names }) => [key, names[language()] ?? name]))
    return (kind, key) => (kind === 'process' ? inModel(key, key, key) : (decisions.get(key) ?? key))
  }, [data, inModel])
}
