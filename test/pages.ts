/**
 * Every page of the web application, by the list of screens it is made of: each pattern of an address, filled with real
 * records of the firm, and who looks at it. A screen that is added later is found by itself; one of which nobody has a
 * record is told as unseen, so that it is not forgotten.
 */
import { globSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { examplePassword, type SignIn } from '../src/server/example/cast.ts'
import type { Actor, Wire } from '../src/server/example/stage.ts'
import type { Told } from '../src/server/example/story.ts'
import { checkout } from './server.ts'

/** Somebody who looks at screens, with the names of all they may run and ask. */
export interface Looker {
  readonly name: string
  readonly email: string
  readonly actor: Actor
  readonly may: ReadonlySet<string>
}

/** A page: an address, the screen it belongs to, and who looks at it. */
export interface Place {
  readonly pattern: string
  readonly path: string
  readonly looker: Looker
}

/** What there is to know about a screen of `src/web` without a browser. */
interface Screen {
  readonly path: string
  readonly needs?: readonly string[]
}

/** Records of a screen as somebody finds them: one address of each kind that looks different. */
type Records = (looker: Looker) => Promise<ReadonlyMap<string, string>>

/** Records of a list query, one of each kind. Who may not ask has none. */
const of =
  (
    query: string,
    address: (row: Wire) => string,
    kindOf: (row: Wire) => string = ({ state }) => state ?? '',
    input: object = {},
  ): Records =>
  async ({ actor, may }) => {
    const rows = may.has(query) ? await actor.all(query, input) : []
    return new Map(rows.toReversed().map((row) => [kindOf(row), address(row)]))
  }

const one = () => ''
const byStatus = ({ status }: Wire) => status

/** The same of each book. */
const ofBooks =
  (query: string, address: (row: Wire, bookId: string) => string, kindOf: (row: Wire) => string): Records =>
  async (looker) => {
    const books = looker.may.has(query) ? await looker.actor.all('ledger.listBooks') : []
    const found = await Promise.all(
      books.map(({ id: bookId }) => of(query, (row) => address(row, bookId), kindOf, { bookId })(looker)),
    )
    return new Map(found.flatMap((some) => [...some]))
  }

const records: Readonly<Record<string, Records>> = {
  '/access/$principalId': of(
    'access.listPrincipals',
    ({ id }) => `/access/${id}`,
    ({ kind }) => kind,
  ),
  '/roles/$role': async ({ actor, may }) => {
    const { items } = may.has('access.listRoles') ? await actor.ask('access.listRoles') : { items: [] }
    return new Map(items.map(({ role, shipped }: Wire) => [`${shipped}`, `/roles/${role}`]))
  },
  '/journal/$journalId': of('access.listJournal', ({ id }) => `/journal/${id}`, one),
  '/billing/runs/$runId': of('billing.listRuns', ({ id }) => `/billing/runs/${id}`, one),
  '/billing/credit-notes/$creditNoteId': of('credits.listNotes', ({ id }) => `/billing/credit-notes/${id}`),
  '/billing/invoices/$invoiceId': of('billing.listInvoices', ({ id }) => `/billing/invoices/${id}`),
  '/clients/$clientId': of('clients.list', ({ id }) => `/clients/${id}`),
  '/collections/cases/$caseId': of('collections.listCases', ({ id }) => `/collections/cases/${id}`),
  '/collections/receipts/$receiptId': of(
    'collections.listReceipts',
    ({ id }) => `/collections/receipts/${id}`,
    ({ unapplied }) => (/[1-9]/.test(unapplied.amount) ? 'waits' : 'allocated'),
  ),
  '/contracts/$contractId': of('contracts.list', ({ id }) => `/contracts/${id}`),
  '/decisions/$key': of(
    'decisions.list',
    ({ key }) => `/decisions/${key}`,
    ({ key }) => key,
  ),
  '/drafts/$draftId': of(
    'definitions.list',
    ({ id }) => `/drafts/${id}`,
    ({ kind, status }) => `${kind} ${status}`,
  ),
  '/firm/$entityId': of('firm.listEntities', ({ id }) => `/firm/${id}`, one),
  '/ledger/books/$bookId/accounts/$account': ofBooks(
    'ledger.listAccounts',
    ({ code }, bookId) => `/ledger/books/${bookId}/accounts/${code}`,
    ({ control }) => control ?? '',
  ),
  '/ledger/entries/$entryId': ofBooks(
    'ledger.generalLedger',
    ({ entryId }) => `/ledger/entries/${entryId}`,
    one,
  ),
  '/offers/$rateCardId': of('offers.listRateCards', ({ id }) => `/offers/${id}`, one),
  '/opportunities/$opportunityId': of('opportunities.list', ({ id }) => `/opportunities/${id}`),
  '/opportunities/$opportunityId/quote': of(
    'opportunities.list',
    ({ id }) => `/opportunities/${id}/quote`,
    one,
    { state: 'open' },
  ),
  '/people/$personId': of('people.list', ({ id }) => `/people/${id}`, one),
  '/onboardings/$onboardingId': of(
    'people.listOnboardings',
    ({ id }) => `/onboardings/${id}`,
    ({ kind }) => kind,
  ),
  '/inbox/$taskId': of(
    'tasks.list',
    ({ id }) => `/inbox/${id}`,
    ({ node }) => node,
  ),
  '/processes/operations/$operationId': of(
    'operations.list',
    ({ id }) => `/processes/operations/${id}`,
    byStatus,
  ),
  '/processes/replays/$reportId': of(
    'replays.list',
    ({ id }) => `/processes/replays/${id}`,
    ({ differing }) => (differing > 0 ? 'differing' : 'same'),
  ),
  '/processes/models/$definitionId': of('processes.list', ({ id }) => `/processes/models/${id}`, one),
  '/processes/models/$definitionId/edit': of(
    'processes.list',
    ({ id }) => `/processes/models/${id}/edit`,
    one,
  ),
  '/processes/models/$definitionId/migration': of(
    'processes.list',
    ({ id }) => `/processes/models/${id}/migration`,
    ({ latest }) => (latest ? 'nowhere to go' : 'to a newer one'),
    { versions: 'all' },
  ),
  '/processes/instances/$instanceId': of(
    'processes.instances',
    ({ id }) => `/processes/instances/${id}`,
    ({ status, incidents }) => `${status} ${incidents > 0}`,
  ),
  '/projects/$projectId': of('projects.list', ({ id }) => `/projects/${id}`),
  '/quotes/$quoteId': of('quotes.list', ({ id }) => `/quotes/${id}`),
  '/quotes/$quoteId/edit': of('quotes.list', ({ id }) => `/quotes/${id}/edit`, one, { state: 'draft' }),
  '/quotes/$quoteId/sow': of('quotes.list', ({ id }) => `/quotes/${id}/sow`, one),
  '/timesheets/$timesheetId': of('timesheets.list', ({ id }) => `/timesheets/${id}`),
}

/** Other ways to show the same screen, beside its tabs. */
const ways: Readonly<Record<string, readonly string[]>> = {
  '/opportunities': ['?view=list'],
  '/contracts': ['?groupBy=state&open=active'],
  '/inbox': ['?of=everyone'],
  '/timesheets': ['?show=all'],
}

/** One of those who hold the same roles. */
export async function lookersOf({ stage }: Told, signIns: readonly SignIn[]): Promise<Looker[]> {
  const byRoles = new Map(signIns.toReversed().map((person) => [person.roles.join(), person]))
  return Promise.all(
    [...byRoles.values()].map(async (person) => {
      const actor = await stage.signIn(person, examplePassword)
      const { may } = await actor.ask('access.whoAmI')
      return { ...person, actor, may: new Set<string>(may.map(({ name }: Wire) => name)) }
    }),
  )
}

interface Found {
  /** Records of each kind, or a screen and its other ways, each by whom it is made for. */
  readonly places: readonly Place[]
  /** Whoever else may open the screen, with a record of their own: others are offered other tabs. */
  readonly again: readonly Place[]
}

/** Every page of the application, and the screens of which there is no record to look at. */
export async function pagesFor(
  lookers: readonly Looker[],
): Promise<Found & { readonly unseen: readonly string[] }> {
  const screens = await screensOfTheWeb()
  const found = await Promise.all(screens.map((screen) => placesOf(screen, lookers)))
  return {
    places: found.flatMap(({ places }) => places),
    again: found.flatMap(({ again }) => again),
    unseen: screens.filter((_, index) => found[index]?.places.length === 0).map(({ path }) => path),
  }
}

/** One page of each screen, and the home of everybody. */
export function firstOfEach(places: readonly Place[]): Place[] {
  const seen = new Set<string>()
  return places.filter(({ pattern, looker }) => {
    const what = pattern === '/' ? looker.name : pattern
    return !seen.has(what) && seen.add(what)
  })
}

async function screensOfTheWeb(): Promise<readonly Screen[]> {
  const files = globSync(`${checkout}/src/web/*/screens.ts`).filter((path) => !path.includes('/shell/'))
  const rooms: { readonly screens: readonly Screen[] }[] = await Promise.all(
    files.sort().map((file) => import(pathToFileURL(file).href)),
  )
  return rooms.flatMap(({ screens }) => screens)
}

async function placesOf(screen: Screen, lookers: readonly Looker[]): Promise<Found> {
  const { path: pattern, needs } = screen
  const able = atHomeFirst(
    lookers.filter(({ may }) => needs?.some((name) => may.has(name)) ?? true),
    needs?.[0] ?? '',
  )
  if (!pattern.includes('$')) {
    const places = able.flatMap((looker) =>
      ['', ...(ways[pattern] ?? [])].map((way) => ({ pattern: pattern + way, path: pattern + way, looker })),
    )
    // Everybody begins at another home.
    return pattern === '/' ? { places, again: [] } : split(places, ({ looker }) => looker === able[0])
  }
  const known = await Promise.all(
    able.map(async (looker) => {
      const found = (await records[pattern]?.(looker)) ?? new Map<string, string>()
      return [...found].map(([kind, path]) => ({ kind, pattern, path, looker }))
    }),
  )
  const kinds = new Set<string>()
  const places = known.flat().filter(({ kind }) => !kinds.has(kind) && kinds.add(kind))
  const again = known.flatMap((own) => own.slice(0, 1)).filter((place) => !places.includes(place))
  return { places, again }
}

function split(places: readonly Place[], isFirst: (place: Place) => boolean): Found {
  return { places: places.filter(isFirst), again: places.filter((place) => !isFirst(place)) }
}

/**
 * Those first who may do the most in the room a screen needs something of, and of them those who may do little else;
 * where a screen needs nothing, those who may do the most.
 */
function atHomeFirst(lookers: readonly Looker[], need: string): Looker[] {
  if (need === '') return lookers.toSorted((a, b) => b.may.size - a.may.size)
  const [room = ''] = need.split('.')
  const depth = ({ may }: Looker) => [...may].filter((name) => name.startsWith(`${room}.`)).length
  return lookers.toSorted((a, b) => depth(b) - depth(a) || a.may.size - b.may.size)
}
