/**
 * The story of the business, from a won deal to the last cash, as one list.
 *
 * It is the direction of imports (a room imports only rooms before it), the order in which rooms are
 * registered, and the tour in ARCHITECTURE.md. The boundary checker reads this array.
 */
export const flow = [
  'firm',
  'people',
  'clients',
  'offers',
  'opportunities',
  'quotes',
  'contracts',
  'projects',
  'staffing',
  'actuals',
  'timesheets',
  'billing',
  'revenue',
  'collections',
] as const

/** The general machines below the business, in import order. */
export const engines = ['access', 'ledger', 'decisions', 'process', 'documents', 'exchange'] as const
