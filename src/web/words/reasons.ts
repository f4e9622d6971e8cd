/** Reasons in words: why a task is somebody's, or not, and what would be decided. */
import { reasonTexts } from './reason-texts.ts'
import { refusalWords, shown } from './refusals.ts'
import { defineWords, sayIn } from './words.ts'

/** A reason as it travels: the code of one, or of the refusal that it is, its values, and English. */
export interface ToldReason {
  readonly code: string
  readonly values: Readonly<Record<string, unknown>>
  readonly why: string
}

type Code = keyof typeof reasonTexts.en

const say = sayIn(defineWords('reasons', reasonTexts))

/** The sentence of a reason, with what is asked of whoever takes it, and for whom they would act. */
export function reasonWords({ code, values, why }: ToldReason): string {
  const own = code === 'role_held' && values['until'] ? 'role_held_until' : code
  if (!(own in reasonTexts.en)) return refusalWords({ code, detail: why, params: values })
  const { requires, substitute, ...plain } = values
  const person = substitute as { readonly name: string; readonly until: string } | undefined
  return [
    say(own as Code, inWords(plain)),
    ...(requires ? [say('requires', inWords({ requires }))] : []),
    ...(person ? [say('substitute', inWords({ ...person }))] : []),
  ].join(', ')
}

const inWords = (values: ToldReason['values']) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, shown(name, value)]))
