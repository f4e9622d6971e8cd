/** Why a process stands still, in words: a refusal by its code and values, or what went wrong in the model. */
import { germanOf } from '../words/names.ts'
import { refusalWords } from '../words/refusals.ts'

interface ToldIncident {
  readonly code: string
  /** In English, filled in. */
  readonly message: string
  readonly values: Readonly<Record<string, unknown>>
}

export const incidentWords = ({ code, message, values }: ToldIncident): string =>
  germanOf('incidents', code) ?? refusalWords({ code, detail: message, params: values })
