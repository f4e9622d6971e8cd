/**
 * Who is told what of the news. An object is told by its id to those who may read records of its kind without
 * narrowing, and to who may read the whole journal; who may read only some of the kind (their own, those of their
 * projects) is told that the kind changed, and asks for what they may see. One's own commands are told in full. Pure.
 */
import type { Contract, Scope } from '#kernel/contract.ts'
import type { News } from '#kernel/news.ts'

/** The query that opens the whole journal to whoever may run it. */
const JOURNAL = 'access.listJournal'

export interface Rights {
  /** Kinds of which every record may be read. */
  readonly all: ReadonlySet<string>
  /** Kinds of which some records may be read. */
  readonly some: ReadonlySet<string>
  readonly journal: boolean
}

/** One entry as somebody is told of it; what they may not know is null or missing. */
export interface Told {
  readonly journalId: string | null
  readonly at: Temporal.Instant
  readonly command: string
  readonly actorId: string | null
  /** An object without id stands for its kind: some of it changed. */
  readonly objects: readonly { readonly kind: string; readonly id: string | null }[]
  readonly events: readonly string[]
}

/** What each query shows, by its name: the kinds it declares, and the one its name says. */
export function kindsByQuery(contracts: readonly Contract[]): ReadonlyMap<string, readonly string[]> {
  const touched = Map.groupBy(
    contracts.flatMap((contract) =>
      contract.kind === 'command' ? contract.touches.map((kind) => ({ kind, room: roomOf(contract) })) : [],
    ),
    ({ room }) => room,
  )
  return new Map(
    contracts.flatMap((contract) => {
      if (contract.kind !== 'query') return []
      const own = new Set(touched.get(roomOf(contract))?.map(({ kind }) => kind))
      return [
        [contract.name, [...(contract.shows ?? []), ...[...own].filter((kind) => says(contract, kind))]],
      ]
    }),
  )
}

const roomOf = ({ name }: Contract) => name.split('.')[0] ?? ''

/** `timesheets.list` and `timesheets.get` show timesheets; `billing.listInvoices` and `billing.getInvoice` invoices. */
function says({ name }: Contract, kind: string): boolean {
  const [room = '', verb = ''] = name.split('.')
  const one = kind.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
  const many = /[^aeiou]y$/.test(one) ? `${one.slice(0, -1)}ies` : `${one}s`
  const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)
  if (verb === 'get' || verb === 'list') return room === many
  return verb === `get${capital(one)}` || verb === `list${capital(many)}`
}

/** The rights that follow from what somebody may run. */
export function rightsOf(
  may: readonly { readonly name: string; readonly scope: Scope }[],
  kinds: ReadonlyMap<string, readonly string[]>,
): Rights {
  const within = (wanted: (scope: Scope) => boolean) =>
    new Set(may.filter(({ scope }) => wanted(scope)).flatMap(({ name }) => kinds.get(name) ?? []))
  return {
    all: within((scope) => scope === 'all'),
    some: within((scope) => scope !== 'all'),
    journal: may.some(({ name, scope }) => name === JOURNAL && scope === 'all'),
  }
}

/** An entry as this person is told of it; null when it is none of their business. */
export function toldTo(news: News, principalId: string, rights: Rights): Told | null {
  const mine = rights.journal || news.actorId === principalId || news.onBehalfOf === principalId
  const seen = (kind: string) => mine || rights.all.has(kind)
  const objects = news.objects.flatMap(({ kind, ids }): Told['objects'] => {
    if (seen(kind) && ids) return ids.map((id) => ({ kind, id }))
    return seen(kind) || rights.some.has(kind) ? [{ kind, id: null }] : []
  })
  if (objects.length === 0 && !mine) return null
  const isNamed = mine || news.objects.some(({ kind }) => rights.all.has(kind))
  const { at, command } = news
  return isNamed
    ? { journalId: news.journalId, at, command, actorId: news.actorId, objects, events: news.events }
    : { journalId: null, at, command, actorId: null, objects, events: [] }
}
