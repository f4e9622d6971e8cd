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
  'credits',
] as const

/** The general machines below the business, in import order. */
export const engines = ['access', 'ledger', 'decisions', 'documents', 'process', 'exchange'] as const

/** The rooms that read over all others and change nothing. They lie in `src` itself, after the business. */
export const readers = ['insight'] as const

/** Every room with its folder, in the order of knowledge. */
export const everyRoom: readonly { readonly room: string; readonly folder: string }[] = [
  ...engines.map((room) => ({ room, folder: `src/engines/${room}` })),
  ...flow.map((room) => ({ room, folder: `src/flow/${room}` })),
  ...readers.map((room) => ({ room, folder: `src/${room}` })),
]

/**
 * The first word of a room's commands, where it is not the room's own name: people work with tasks, not with the
 * machine that makes them.
 */
const subjects: Readonly<Record<string, readonly string[]>> = {
  process: ['processes', 'tasks', 'incidents', 'calendars', 'operations', 'definitions', 'replays'],
}

/** The first words of a room's commands: `timesheets` for timesheets, `processes`, `tasks` and more for process. */
export const subjectsOf = (room: string): readonly string[] => subjects[room] ?? [room]
