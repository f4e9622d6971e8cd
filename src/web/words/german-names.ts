import { germanCommandNames } from './german-command-names.ts'
import { germanFieldNamesA } from './german-field-names-a.ts'
import { germanFieldNamesJ } from './german-field-names-j.ts'
import { germanMoneyNames } from './german-money-names.ts'
import { germanQueryNames } from './german-query-names.ts'
import { germanStateNames } from './german-state-names.ts'

/** German for the names in contracts: commands by their full name; fields, states, kinds and roles by theirs. */
export const germanNames: Readonly<Record<string, string>> = {
  ...germanMoneyNames,
  ...germanCommandNames,
  ...germanQueryNames,
  ...germanFieldNamesA,
  ...germanFieldNamesJ,
  ...germanStateNames,
}
