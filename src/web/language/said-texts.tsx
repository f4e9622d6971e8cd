/** What decision tables answer with, such as a reason, in the language of the screens: their models say it beside their own. */
import { useMemo } from 'react'
import { texts } from '#engines/decisions/contract.ts'
import { useAsk } from '../wire/queries.ts'
import { language, useWords } from '../words/words.ts'
import { words } from './words.ts'

/** Models change rarely, and a text that is a while old is still a text. */
const FRESH_MS = 600_000

/** Gives a text as the models say it to the reader, also where a process has put it into a sentence of its own. */
type Retell = (text: string) => string

export function useSaidTexts(): Retell {
  // Models are written in English; who reads that asks nothing.
  const isOther = language() !== 'en'
  const { data } = useAsk(texts, { language: language() }, { staleTime: FRESH_MS, enabled: isOther })
  return useMemo(() => {
    const said = new Map(data?.texts.map((one) => [one.text, one.said]))
    const longestFirst = [...said].sort(([a], [b]) => b.length - a.length)
    return (text) =>
      said.get(text) ??
      longestFirst.reduce(
        (told, [one, other]) => (told.includes(one) ? told.replaceAll(one, other) : told),
        text,
      )
  }, [data])
}

/** What a decision notes in the path of a process, "Margin limits, version 2: rule 1 (Why.)", as people read it. */
export function useNoteWords(): Retell {
  const t = useWords(words)
  const retell = useSaidTexts()
  return (note) =>
    retell(note)
      .replace(/, version (\d+)/, (_, version: string) => `, ${t('noteVersion', { version })}`)
      .replace(/\brule (\d+)/g, (_, rule: string) => t('noteRule', { rule }))
}

/** A text that may be, or hold, what a table has answered. */
export function Said({ children }: { children: string }) {
  return useSaidTexts()(children)
}
