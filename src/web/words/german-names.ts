import { germanMoneyNames } from './german-money-names.ts'

/** German for the names in contracts: commands by their full name; fields, states, kinds and roles by theirs. */
export const germanNames: Readonly<Record<string, string>> = {
  ...germanMoneyNames,
  draft: 'Entwurf',
  submitted: 'Eingereicht',
  approved: 'Genehmigt',
  rejected: 'Zurückgewiesen',
}
