/** Kinds of records: which fields point to them, and where their screens are. */

/** The screen of a record, by its kind. */
const places: Readonly<Record<string, string>> = {
  client: '/clients',
  person: '/people',
  dunning_case: '/collections/cases',
  onboarding: '/onboardings',
  opportunity: '/opportunities',
  deal: '/opportunities',
  quote: '/quotes',
  contract: '/contracts',
  project: '/projects',
  timesheet: '/timesheets',
  invoice: '/billing/invoices',
  credit_note: '/billing/credit-notes',
  'billing-run': '/billing/runs',
  'rate-card': '/offers',
  receipt: '/collections/receipts',
  task: '/inbox',
  instance: '/processes/instances',
  incident: '/processes/incidents',
  process_instance: '/processes/instances',
  operation: '/processes/operations',
  replay_report: '/processes/replays',
  ledger_entry: '/ledger/entries',
  entry: '/ledger/entries',
}

/** The address of a record's screen, or null for kinds that have none of their own. */
export function placeOfRecord(kind: string, id: string): string | null {
  const place = places[kind]
  return place ? `${place}/${encodeURIComponent(id)}` : null
}

/** Fields whose name is not the kind they point to. */
const pointing: Readonly<Record<string, readonly string[]>> = {
  assigneeId: ['person'],
  managerId: ['person'],
  deliveryLeadId: ['person'],
  parentId: ['client'],
  approverId: ['person'],
  ownerId: ['person'],
  accountLeadId: ['person'],
  salesLeadId: ['person'],
  principalId: ['person'],
  actorId: ['person'],
  billToId: ['client'],
  payerId: ['client'],
}

/** What the search finds by number or name. */
const sought = new Set([
  'client',
  'contact',
  'person',
  'opportunity',
  'quote',
  'contract',
  'project',
  'work_package',
  'invoice',
  'credit_note',
  'receipt',
  'timesheet',
  'ledger_entry',
  'task',
  'process_instance',
  'process_definition',
])

/** The kinds a field asks for: `clientId` for clients; undefined when any record may be meant. */
export function kindsOf(field: string): readonly string[] | undefined {
  const name = field.replace(/Ids$/, 'Id')
  const told = pointing[name]
  if (told) return told
  if (!name.endsWith('Id')) return undefined
  const kind = name.slice(0, -2).replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  return sought.has(kind) ? [kind] : undefined
}
