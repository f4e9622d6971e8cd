/** German for the names in contracts: commands by their full name; fields, states, kinds and roles by theirs. */
export const germanNames: Readonly<Record<string, string>> = {
  draft: 'Entwurf',
  submitted: 'Eingereicht',
  approved: 'Genehmigt',
  rejected: 'Zurückgewiesen',
}
