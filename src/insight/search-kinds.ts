/**
 * What each kind of record is searched by, who may see it, and how it is shown. Kinds with names are found by their
 * words (`insight.word`); the others by what identifies them.
 */
import { openTasks } from '#engines/process'
import { sheetRows, visibleSheets } from '#flow/timesheets'
import type { QueryContext } from '#kernel/handle.ts'
import { type RawBuilder, sql } from '#kernel/sql.ts'
import type { searchKinds } from './contract.ts'

export type Kind = (typeof searchKinds)[number]

/** A record as it is found; `about` is the record that is opened to see it. */
export interface Found {
  readonly id: string
  readonly label: string
  readonly detail: string
  readonly about: string
}

/** What is looked for: the text in lower case, and its words. */
export interface Sought {
  readonly text: string
  readonly terms: readonly string[]
  readonly limit: number
}

export interface Searched {
  readonly kind: Kind
  /** Who may run it sees such records; with a narrower scope only where the search honours it. */
  readonly needs: string
  /** The query that opens what is found, and the field that names it. */
  readonly opens: readonly [query: string, field: string]
  /** A select giving id, label, detail and about, at most as many as sought, the best first. */
  readonly find: (ctx: QueryContext, sought: Sought) => RawBuilder<Found> | Promise<RawBuilder<Found>>
  /** The same of records whose ids are known; absent for kinds that nothing else is about. */
  readonly called?: (ids: readonly string[]) => RawBuilder<Found>
}

/** From the prefix to the first text that does not begin with it, compared as the index does: byte by byte. */
const begins = (column: RawBuilder<unknown>, prefix: string) =>
  sql`(${column} ~>=~ ${prefix} and ${column} ~<~ ${`${prefix}\u{10FFFF}`})`

/** The ids of a kind whose words begin with all the terms: the longest is looked up, the others must be there too. */
export function byWords(kind: Kind, { terms, limit }: Sought): RawBuilder<unknown> {
  const [first = '', ...others] = [...terms].sort((one, other) => other.length - one.length)
  const also = others.map(
    (term) => sql`
      and exists (
        select
        from insight.word as other
        where other.tenant_id = kernel.tenant_id() and other.kind = ${kind} and other.object_id = word.object_id
          and ${begins(sql`other.word`, term)})`,
  )
  return sql`
    select object_id, min(word) as word
    from (
      select word.object_id, word.word
      from insight.word
      where word.tenant_id = kernel.tenant_id() and word.kind = ${kind} and ${begins(sql`word.word`, first)}
        ${sql.join(also, sql` `)}
      order by word.word using ~<~
      limit ${limit * WORDS_MAX}) as word
    group by object_id
    order by min(word) using ~<~, object_id
    limit ${limit}`
}

/** A record may have several words with one beginning, so more words are read than records wanted. */
const WORDS_MAX = 8

interface Named {
  readonly from: RawBuilder<unknown>
  readonly label: RawBuilder<unknown>
  readonly detail: RawBuilder<unknown>
  readonly about?: RawBuilder<unknown>
}

/** Records found by their words, or by their ids. `from` joins a row `r` of the kind's table with what its detail tells. */
function named(
  kind: Kind,
  { from, label, detail, about = sql`r.id` }: Named,
): Pick<Searched, 'find' | 'called'> {
  const shown = (found: RawBuilder<unknown>) => sql<Found>`
    select r.id::text as id, ${label} as label, ${detail} as detail, ${about}::text as about
    from (${found}) as found
      join ${from}
    where r.tenant_id = kernel.tenant_id()
    order by found.word using ~<~, label, r.id`
  return {
    find: (_ctx, sought) => shown(byWords(kind, sought)),
    called: (ids) => shown(sql`select unnest(${ids}::uuid[]) as object_id, ''::text as word`),
  }
}

const clientOf = sql`join clients.client on client.tenant_id = r.tenant_id and client.id = r.client_id`

/** The kinds that have names. */
const namedKinds: readonly Searched[] = [
  {
    kind: 'client',
    needs: 'clients.list',
    opens: ['clients.get', 'clientId'],
    ...named('client', {
      from: sql`clients.client as r on r.id = found.object_id`,
      label: sql`r.name`,
      detail: sql`r.number || ' · ' || r.state`,
    }),
  },
  {
    kind: 'contact',
    needs: 'clients.get',
    opens: ['clients.get', 'clientId'],
    ...named('contact', {
      from: sql`clients.contact as r on r.id = found.object_id ${clientOf}`,
      label: sql`r.name`,
      detail: sql`client.name || ' · ' || r.email`,
      about: sql`r.client_id`,
    }),
  },
  {
    kind: 'person',
    needs: 'people.list',
    opens: ['people.get', 'personId'],
    ...named('person', {
      from: sql`people.person as r on r.id = found.object_id`,
      label: sql`r.name`,
      detail: sql`r.number || ' · ' || r.role_code`,
    }),
  },
  {
    kind: 'opportunity',
    needs: 'opportunities.list',
    opens: ['opportunities.get', 'opportunityId'],
    ...named('opportunity', {
      from: sql`opportunities.opportunity as r on r.id = found.object_id ${clientOf}`,
      label: sql`r.name`,
      detail: sql`client.name || ' · ' || r.state`,
    }),
  },
  {
    kind: 'quote',
    needs: 'quotes.list',
    opens: ['quotes.get', 'quoteId'],
    ...named('quote', {
      from: sql`quotes.quote as r on r.id = found.object_id ${clientOf}`,
      label: sql`r.number || ' ' || r.title`,
      detail: sql`client.name || ' · ' || r.version || ' · ' || r.state`,
    }),
  },
  {
    kind: 'contract',
    needs: 'contracts.list',
    opens: ['contracts.get', 'contractId'],
    ...named('contract', {
      from: sql`contracts.contract as r on r.id = found.object_id ${clientOf}`,
      label: sql`r.number || ' ' || r.title`,
      detail: sql`client.name || ' · ' || r.state`,
    }),
  },
  {
    kind: 'project',
    needs: 'projects.list',
    opens: ['projects.get', 'projectId'],
    ...named('project', {
      from: sql`projects.project as r on r.id = found.object_id ${clientOf}`,
      label: sql`r.number || ' ' || r.name`,
      detail: sql`client.name || ' · ' || r.state`,
    }),
  },
  {
    kind: 'work_package',
    needs: 'projects.get',
    opens: ['projects.get', 'projectId'],
    ...named('work_package', {
      from: sql`projects.work_package as r on r.id = found.object_id
        join projects.project on project.tenant_id = r.tenant_id and project.id = r.project_id`,
      label: sql`r.code || ' ' || r.title`,
      detail: sql`project.number || ' ' || project.name`,
      about: sql`r.project_id`,
    }),
  },
  {
    kind: 'invoice',
    needs: 'billing.listInvoices',
    opens: ['billing.getInvoice', 'invoiceId'],
    ...named('invoice', {
      from: sql`billing.invoice as r on r.id = found.object_id ${clientOf}`,
      label: sql`coalesce(r.number, '')`,
      detail: sql`client.name || ' · ' || r.invoice_date || ' · ' || r.state`,
    }),
  },
  {
    kind: 'credit_note',
    needs: 'credits.listNotes',
    opens: ['credits.getNote', 'creditNoteId'],
    ...named('credit_note', {
      from: sql`credits.credit_note as r on r.id = found.object_id ${clientOf}
        join billing.invoice on invoice.tenant_id = r.tenant_id and invoice.id = r.invoice_id`,
      // One that is not released has no number yet, and is known by its invoice's.
      label: sql`coalesce(r.number, invoice.number)`,
      detail: sql`client.name || ' · ' || coalesce(r.credited_on, r.proposed_at::date) || ' · ' || r.state`,
    }),
  },
  {
    kind: 'receipt',
    needs: 'collections.listReceipts',
    opens: ['collections.getReceipt', 'receiptId'],
    ...named('receipt', {
      from: sql`collections.receipt as r on r.id = found.object_id ${clientOf}`,
      label: sql`r.bank_reference`,
      detail: sql`client.name || ' · ' || r.received_on`,
    }),
  },
]

/** The newest weeks of the people found, as far as the caller may see weeks. */
const timesheets: Searched = {
  kind: 'timesheet',
  needs: 'timesheets.list',
  opens: ['timesheets.get', 'timesheetId'],
  find: async (ctx, sought) => {
    const visible = (await visibleSheets(ctx)) ?? sql`true`
    return sql<Found>`
      select q.id::text as id, q."personName" as label, q."weekStart" || ' · ' || q.state as detail, q.id::text as about
      from (${byWords('person', sought)}) as found
        cross join lateral (
          select *
          from (${sheetRows}) as q
          where q."personId" = found.object_id and ${visible}
          order by q."weekStart" desc
          limit ${sought.limit}) as q
      order by q."weekStart" desc, q.id
      limit ${sought.limit}`
  },
}

/** An entry by its number, `123` or `2026/123`, in each book. */
const ledgerEntries: Searched = {
  kind: 'ledger_entry',
  needs: 'ledger.getEntry',
  opens: ['ledger.getEntry', 'entryId'],
  find: (_ctx, { text, limit }) => {
    const [, year = null, number = null] = /^(?:(\d{4})[/-])?(\d{1,18})$/.exec(text) ?? []
    return sql<Found>`
      select entry.id::text as id, book.name || ' ' || entry.year || '/' || entry.number as label,
        entry.date || ' · ' || entry.description as detail, entry.id::text as about
      from ledger.book
        cross join lateral (
          select distinct extract(year from period.month)::integer as year
          from ledger.period
          where period.tenant_id = book.tenant_id and period.book_id = book.id) as kept
        join ledger.entry on entry.tenant_id = book.tenant_id and entry.book_id = book.id
          and entry.year = kept.year and entry.number = ${number}::bigint
      where book.tenant_id = kernel.tenant_id() and (${year}::integer is null or entry.year = ${year}::integer)
      order by entry.date desc, book.name
      limit ${limit}`
  },
}

/** Open tasks of the caller, or of everybody for who oversees them. They are few; their names are compared one by one. */
const tasks: Searched = {
  kind: 'task',
  needs: 'tasks.list',
  opens: ['tasks.get', 'taskId'],
  find: ({ call, scope }, { terms, limit }) => sql<Found>`
    select q.id::text as id, q.name as label, coalesce(q."businessKey" || ' · ', '') || q."processName" as detail,
      q.id::text as about
    from (${openTasks(call, scope === 'all')}) as q
    where (
      select bool_and(exists (
        select
        from insight.words_of(array[q.name, q."processName"]) as word
        where starts_with(word, term)))
      from unnest(${terms}::text[]) as term)
    order by q."dueSort", q.id
    limit ${limit}`,
}

/** Instances by their business key, whole. */
const instances: Searched = {
  kind: 'process_instance',
  needs: 'processes.instances',
  opens: ['processes.instance', 'instanceId'],
  find: (_ctx, { text, limit }) => sql<Found>`
    select instance.id::text as id, definition.name as label, instance.status || ' · ' || instance.started_at::date as detail,
      instance.id::text as about
    from process.instance
      join process.definition on definition.tenant_id = instance.tenant_id and definition.id = instance.definition_id
    where instance.tenant_id = kernel.tenant_id() and instance.business_key = ${text}
    order by instance.started_at desc, instance.id
    limit ${limit}`,
}

/** Processes by the words of their names; there are as many as models were deployed. */
const definitions: Searched = {
  kind: 'process_definition',
  needs: 'processes.list',
  opens: ['processes.get', 'definitionId'],
  find: (_ctx, { terms, limit }) => sql<Found>`
    select definition.id::text as id, definition.name as label, 'version ' || definition.version as detail,
      definition.id::text as about
    from process.definition
    where definition.tenant_id = kernel.tenant_id() and definition.latest and (
      select bool_and(exists (
        select
        from insight.words_of(array[definition.name, definition.key]) as word
        where starts_with(word, term)))
      from unnest(${terms}::text[]) as term)
    order by definition.name, definition.id
    limit ${limit}`,
}

export const searched: readonly Searched[] = [
  ...namedKinds,
  timesheets,
  ledgerEntries,
  tasks,
  instances,
  definitions,
]
