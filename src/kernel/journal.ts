/**
 * The journal: at once the audit trail, the idempotency store, the source of the outbox and the event log that
 * process mining reads. One entry a command, one row an object it touched.
 */
import type { Json } from './contract.ts'
import type { BusinessEvent, Call, Touched } from './handle.ts'
import { encodeJson, json, type RawBuilder, sql, type Tx } from './sql.ts'

export interface JournalEntry {
  readonly id: string
  readonly call: Call
  readonly command: string
  readonly correlationId: string
  readonly inputHash: Buffer
  readonly input: Json
  readonly output: Json
  readonly touched: readonly Touched[]
  readonly touchedBy?: RawBuilder<unknown> | undefined
  readonly events: readonly BusinessEvent[]
}

/** Writes the entry and its objects in one statement, which travels ahead of whatever comes next. */
export function writeJournal(tx: Tx, entry: JournalEntry): void {
  const { call, touched } = entry
  const insertEntry = sql`
    insert into kernel.journal
      (id, at, actor_id, on_behalf_of, command, cause_id, correlation_id, key, input_hash, input, output, events)
    values (${entry.id}, ${call.now}, ${call.actorId}, ${call.onBehalfOf ?? null}, ${entry.command}, ${call.causeId ?? null},
      ${entry.correlationId}, ${call.idempotencyKey ?? null}, ${entry.inputHash}, ${json(entry.input)}, ${json(entry.output)},
      ${json(entry.events)})`
  if (touched.length > 0) {
    const snapshots = (pick: (object: Touched) => object | null | undefined) =>
      touched.map((object) => {
        const snapshot = pick(object)
        return snapshot ? encodeJson(snapshot) : null
      })
    tx.later(sql`
      with entry as (${insertEntry})
      insert into kernel.journal_object (journal_id, object_type, object_id, before, after)
      select ${entry.id}::uuid, object_type, object_id, before, after
      from unnest(${touched.map((object) => object.type)}::text[], ${touched.map((object) => object.id)}::text[],
        ${snapshots((object) => object.before)}::jsonb[], ${snapshots((object) => object.after)}::jsonb[])
        as touched (object_type, object_id, before, after)`)
  } else {
    tx.later(insertEntry)
  }
  if (entry.touchedBy) {
    tx.later(sql`
      insert into kernel.journal_object (journal_id, object_type, object_id, before, after)
      select ${entry.id}::uuid, touched.object_type, touched.object_id::text, touched.before, touched.after
      from (${entry.touchedBy}) as touched (object_type, object_id, before, after)`)
  }
}

/** An answer stored under an idempotency key. */
export interface StoredAnswer {
  readonly journalId: string
  readonly command: string
  readonly inputHash: Buffer
  readonly output: Json
}

/** The answer given before under this actor's key, if any. */
export function storedAnswer(tx: Tx, actorId: string, key: string): Promise<StoredAnswer | undefined> {
  return tx.maybe(sql<StoredAnswer>`
    select id as "journalId", command, input_hash as "inputHash", output
    from kernel.journal
    where tenant_id = kernel.tenant_id() and actor_id = ${actorId} and key = ${key}`)
}
