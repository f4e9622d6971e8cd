/** The tables of credit notes: rows in, rows out, locks. */
import { Refused } from '#kernel/refusal.ts'
import { type RawBuilder, sql, type Tx } from '#kernel/sql.ts'
import type { CreditCause, CreditedLine, CreditedTax } from './credit-note.ts'

export type CreditState = 'proposed' | 'released' | 'sent' | 'rejected'

/** A credit note as it is shown. Amounts are minor units of its currency. */
export interface CreditNoteRow {
  readonly id: string
  readonly number: string | null
  readonly state: CreditState
  readonly invoiceId: string
  readonly invoiceNumber: string
  readonly contractId: string
  readonly contractNumber: string
  readonly entityId: string
  readonly entityCode: string
  readonly clientId: string
  readonly clientName: string
  readonly reason: string
  /** Null on notes from before it was asked for. */
  readonly cause: CreditCause | null
  readonly billableAgain: boolean
  readonly disputeId: string | null
  readonly creditedOn: string | null
  readonly currency: string
  readonly netMinor: bigint
  readonly taxMinor: bigint
  readonly grossMinor: bigint
  readonly fileId: string | null
  readonly proposedAt: Temporal.Instant
  readonly revision: number
}

/** A select of all credit notes with the names people know them by. */
export const creditNoteRows: RawBuilder<unknown> = sql`
  select note.id, note.number, note.state, note.invoice_id as "invoiceId", invoice.number as "invoiceNumber",
    note.contract_id as "contractId", contract.number as "contractNumber", note.entity_id as "entityId", entity.code as "entityCode", note.client_id as "clientId",
    client.name as "clientName", note.reason, note.cause, note.billable_again as "billableAgain", note.credited_on as "creditedOn",
    note.dispute_id as "disputeId",
    note.currency, note.net_minor as "netMinor", note.tax_minor as "taxMinor", note.gross_minor as "grossMinor",
    note.file_id as "fileId", note.proposed_at as "proposedAt", note.revision
  from credits.credit_note as note
    join billing.invoice on invoice.tenant_id = note.tenant_id and invoice.id = note.invoice_id
    join contracts.contract on contract.tenant_id = note.tenant_id and contract.id = note.contract_id
    join firm.legal_entity as entity on entity.tenant_id = note.tenant_id and entity.id = note.entity_id
    join clients.client on client.tenant_id = note.tenant_id and client.id = note.client_id
  where note.tenant_id = kernel.tenant_id()`

/** The credit note; refuses `credit_note_not_found`. */
export async function creditNoteById(tx: Tx, creditNoteId: string): Promise<CreditNoteRow> {
  const found = await tx.maybe(
    sql<CreditNoteRow>`select q.* from (${creditNoteRows}) as q where q.id = ${creditNoteId}`,
  )
  if (!found) throw new Refused('credit_note_not_found', { creditNoteId })
  return found
}

/** The same, locked until commit, before anything of its invoice is. */
export async function lockCreditNote(tx: Tx, creditNoteId: string): Promise<CreditNoteRow> {
  await tx.run(sql`
    select from credits.credit_note
    where tenant_id = kernel.tenant_id() and id = ${creditNoteId}
    for no key update`)
  return creditNoteById(tx, creditNoteId)
}

/** Writes a proposed credit note with its lines and taxes. False when another of the invoice waits. */
export async function insertCreditNote(
  tx: Tx,
  note: {
    readonly id: string
    readonly invoiceId: string
    readonly reason: string
    readonly cause: CreditCause
    readonly billableAgain: boolean
    readonly disputeId: string | null
    readonly netMinor: bigint
    readonly taxMinor: bigint
    readonly proposedAt: Temporal.Instant
  },
  lines: readonly CreditedLine[],
  taxes: readonly CreditedTax[],
): Promise<boolean> {
  const inserted = await tx.run(sql`
    insert into credits.credit_note (id, invoice_id, contract_id, entity_id, client_id, currency, state, reason, cause, billable_again,
      dispute_id, net_minor, tax_minor, gross_minor, proposed_at)
    select ${note.id}::uuid, id, contract_id, entity_id, client_id, currency, 'proposed', ${note.reason}, ${note.cause}, ${note.billableAgain}::boolean,
      ${note.disputeId}::uuid, ${note.netMinor}::bigint, ${note.taxMinor}::bigint, ${note.netMinor + note.taxMinor}::bigint, ${note.proposedAt}
    from billing.invoice
    where tenant_id = kernel.tenant_id() and id = ${note.invoiceId}
    on conflict (tenant_id, invoice_id) where state = 'proposed' do nothing`)
  if (inserted === 0) return false
  await tx.run(sql`
    insert into credits.credit_note_line (id, credit_note_id, invoice_id, line_no, net_minor)
    select kernel.new_id(), ${note.id}, ${note.invoiceId}, line_no, minor
    from unnest(${lines.map(({ line }) => line.lineNo)}::integer[], ${lines.map(({ minor }) => minor)}::bigint[])
      as taken (line_no, minor)`)
  await tx.run(sql`
    insert into credits.credit_note_tax (credit_note_id, tax_code_id, net_minor, tax_minor)
    select ${note.id}, tax_code_id, net, tax
    from unnest(${taxes.map((tax) => tax.taxCodeId)}::uuid[], ${taxes.map((tax) => tax.netMinor)}::bigint[],
      ${taxes.map((tax) => tax.taxMinor)}::bigint[]) as taken (tax_code_id, net, tax)`)
  return true
}

export interface NoteLine {
  readonly id: string
  readonly lineNo: number
  readonly kind: 'time' | 'milestone' | 'fee'
  readonly title: string
  readonly personName: string | null
  readonly billedMinor: bigint
  readonly netMinor: bigint
}

export function linesOf(tx: Tx, creditNoteId: string): Promise<NoteLine[]> {
  return tx.rows(sql<NoteLine>`
    select part.id, part.line_no as "lineNo", line.kind, line.title, person.name as "personName",
      line.net_minor as "billedMinor", part.net_minor as "netMinor"
    from credits.credit_note_line as part
      join billing.invoice_line as line
        on line.tenant_id = part.tenant_id and line.invoice_id = part.invoice_id and line.line_no = part.line_no
      left join people.person on person.tenant_id = line.tenant_id and person.id = line.person_id
    where part.tenant_id = kernel.tenant_id() and part.credit_note_id = ${creditNoteId}
    order by part.line_no`)
}

export interface NoteTax extends CreditedTax {
  readonly taxCode: string
}

export function taxesOf(tx: Tx, creditNoteId: string): Promise<NoteTax[]> {
  return tx.rows(sql<NoteTax>`
    select part.tax_code_id as "taxCodeId", tax.code as "taxCode", part.net_minor as "netMinor", part.tax_minor as "taxMinor"
    from credits.credit_note_tax as part
      join firm.tax_code as tax on tax.tenant_id = part.tenant_id and tax.id = part.tax_code_id
    where part.tenant_id = kernel.tenant_id() and part.credit_note_id = ${creditNoteId}
    order by tax.code`)
}
