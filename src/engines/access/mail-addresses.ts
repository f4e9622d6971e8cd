import type { PlainDate } from '#kernel/dates.ts'
import { sql, type Tx } from '#kernel/sql.ts'

/** Where and in which language somebody is written to. */
export interface MailAddress {
  readonly principalId: string
  readonly name: string
  readonly email: string
  readonly locale: string
}

/** The addresses of active people: those named, and those who hold one of the roles on a day. Nobody is named twice. */
export function mailAddresses(
  tx: Tx,
  who: { readonly principalIds: readonly string[]; readonly roles: readonly string[] },
  day: PlainDate,
): Promise<MailAddress[]> {
  return tx.rows(sql<MailAddress>`
    select p.id as "principalId", p.name, p.email, p.locale
    from access.principal p
    where p.tenant_id = kernel.tenant_id() and p.active and p.email is not null
      and (p.id = any(${who.principalIds}::uuid[]) or exists (
        select from access.role_assignment a
        where a.tenant_id = p.tenant_id and a.principal_id = p.id and a.role = any(${who.roles}::text[])
          and a.valid_from <= ${day} and (a.valid_to is null or a.valid_to >= ${day})))
    order by p.email`)
}
