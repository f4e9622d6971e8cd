/** How the firm appears, for its documents and for everybody who opens an address of it. */
import type pg from 'pg'
import { type Logo, logoOf, readFile } from '#engines/documents'
import { READABLE_SHADE, shadesOf } from '#kernel/colour.ts'
import { inTransaction } from '#kernel/run.ts'
import { sql, type Tx } from '#kernel/sql.ts'

/** What was chosen; revision 0 where nothing was. */
export interface Branding {
  readonly name: string | null
  readonly colour: string | null
  readonly logoId: string | null
  readonly revision: number
}

const nothing: Branding = { name: null, colour: null, logoId: null, revision: 0 }

/** What was chosen, held against changes until the transaction ends. */
export async function lockBranding(tx: Tx): Promise<Branding> {
  const found = await tx.maybe(sql<Branding>`
    select name, colour, logo_id as "logoId", revision
    from firm.branding
    where tenant_id = kernel.tenant_id()
    for update`)
  return found ?? nothing
}

/** What was chosen, with the SHA-256 of the logo, hexadecimal. */
export async function shownBranding(tx: Tx): Promise<Branding & { readonly logoHash: string | null }> {
  const found = await tx.maybe(sql<Branding & { logoHash: string | null }>`
    select branding.name, branding.colour, branding.logo_id as "logoId", branding.revision,
      encode(file.sha256, 'hex') as "logoHash"
    from firm.branding
    left join documents.file on file.tenant_id = branding.tenant_id and file.id = branding.logo_id
    where branding.tenant_id = kernel.tenant_id()`)
  return found ?? { ...nothing, logoHash: null }
}

/** What a document of the firm is drawn with: its logo, and its colour as dark as paper needs it, #rrggbb. */
export async function letterhead(tx: Tx): Promise<{ readonly logo?: Logo; readonly accent?: string }> {
  const { colour, logoId } = await shownBranding(tx)
  return {
    ...(logoId ? { logo: logoOf(await readFile(tx, logoId)) } : {}),
    ...(colour ? { accent: shadesOf(colour)[READABLE_SHADE] } : {}),
  }
}

/** Where the bytes of a logo are. The hash makes every logo another address, so a browser may keep what it has. */
export const logoAddress = (tenantId: string, sha256: string) => `/v1/logos/${tenantId}/${sha256}`

/**
 * The logo of a firm, if it is the one of this hash: what is shown to everybody is what was chosen, and no other file can
 * be had this way. Null for any other.
 */
export function publicLogo(
  pool: pg.Pool,
  tenantId: string,
  sha256: string,
): Promise<{ readonly mediaType: string; readonly bytes: Uint8Array } | null> {
  return inTransaction(pool, 'begin read only', async (tx) => {
    await tx.openTenant(tenantId)
    const { logoId, logoHash } = await shownBranding(tx)
    return logoId && logoHash === sha256 ? readFile(tx, logoId) : null
  })
}
