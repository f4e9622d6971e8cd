/** The file store: bytes once per tenant and SHA-256, files that name them, and links to what they belong to. */
import { createHash } from 'node:crypto'
import type { Context } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { Refused, refuseIf } from '#kernel/refusal.ts'
import { type RawBuilder, sql, type Tx } from '#kernel/sql.ts'
import { FILE_SIZE_MAX } from './contract.ts'

/** A file on its way into the store. */
export interface NewFile {
  readonly name: string
  readonly mediaType: string
  readonly bytes: Uint8Array
}

/** What a file belongs to, and as what: an invoice's PDF, an expense's receipt. */
export interface FileSubject {
  readonly objectType: string
  readonly objectId: string
  readonly role: string
}

/** A stored file without its bytes. `size` in bytes, `sha256` hexadecimal. */
export interface StoredFile {
  readonly fileId: string
  readonly name: string
  readonly mediaType: string
  readonly size: number
  readonly sha256: string
  readonly createdAt: Temporal.Instant
}

interface FileContent extends StoredFile {
  readonly bytes: Uint8Array
}

/** Why bytes cannot be stored, as a refusal code, or null. */
export function sizeRefusal(size: number): 'file_empty' | 'file_too_large' | null {
  if (size === 0) return 'file_empty'
  return size > FILE_SIZE_MAX ? 'file_too_large' : null
}

/** The columns of a StoredFile. The store's limit keeps the size far within an integer. */
export const storedFileColumns = sql`
  file.id as "fileId", file.name, file.media_type as "mediaType", content.size::integer as size,
  encode(file.sha256, 'hex') as sha256, file.created_at as "createdAt"`

/**
 * Stores a file in the caller's transaction, and links it to a subject if one is given. Storing the same bytes under
 * the same name again gives the file that is there. Refuses with `file_empty` or `file_too_large`.
 */
export async function storeFile(
  context: Pick<Context, 'tx' | 'call'>,
  file: NewFile,
  subject?: FileSubject,
): Promise<StoredFile> {
  const { tx, call } = context
  const owner = ownerOf(call)
  const size = file.bytes.byteLength
  refuseIf(sizeRefusal(size), { size, limit: FILE_SIZE_MAX })
  const bytes = Buffer.from(file.bytes.buffer, file.bytes.byteOffset, size)
  const hash = createHash('sha256').update(bytes).digest()
  await tx.run(sql`
    insert into documents.content (sha256, size, bytes)
    select ${hash}, ${size}, ${bytes}
    where not exists (
      select from documents.content where tenant_id = kernel.tenant_id() and sha256 = ${hash})
    on conflict do nothing`)
  await tx.run(sql`
    insert into documents.file (id, sha256, name, media_type, created_at, created_by)
    values (${newId()}, ${hash}, ${file.name}, ${file.mediaType}, ${call.now}, ${owner})
    on conflict do nothing`)
  const stored = await tx.one(sql<StoredFile>`
    select ${storedFileColumns}
    from documents.file
    join documents.content using (tenant_id, sha256)
    where file.tenant_id = kernel.tenant_id() and file.sha256 = ${hash} and file.name = ${file.name}
      and file.media_type = ${file.mediaType} and file.created_by = ${owner}`)
  if (subject) await linkFile(context, stored.fileId, subject)
  return stored
}

/** Says what a stored file belongs to. Saying it twice changes nothing. */
async function linkFile(
  { tx, call }: Pick<Context, 'tx' | 'call'>,
  fileId: string,
  subject: FileSubject,
): Promise<void> {
  await tx.run(sql`
    insert into documents.file_link (object_type, object_id, role, file_id, linked_at)
    values (${subject.objectType}, ${subject.objectId}, ${subject.role}, ${fileId}, ${call.now})
    on conflict do nothing`)
}

/**
 * Attaches a file the caller stored to a subject of another room, which has checked that the caller may. Refuses with
 * `file_not_found`.
 */
export async function attachFile(
  context: Pick<Context, 'tx' | 'call'>,
  fileId: string,
  subject: FileSubject,
): Promise<void> {
  const own = await context.tx.maybe(sql<{ id: string }>`
    select id
    from documents.file
    where tenant_id = kernel.tenant_id() and id = ${fileId} and created_by = ${ownerOf(context.call)}`)
  if (!own) throw new Refused('file_not_found', { fileId })
  await linkFile(context, fileId, subject)
}

/** A file with its bytes. Refuses with `file_not_found`. The caller has checked who may see it. */
export async function readFile(tx: Tx, fileId: string): Promise<FileContent> {
  const found = await tx.maybe(sql<FileContent>`
    select ${storedFileColumns}, content.bytes
    from documents.file
    join documents.content using (tenant_id, sha256)
    where file.tenant_id = kernel.tenant_id() and file.id = ${fileId}`)
  if (!found) throw new Refused('file_not_found', { fileId })
  return found
}

/** Whose file it is: the one who brought it, or the one for whom it was brought. */
const ownerOf = (call: Context['call']) => call.onBehalfOf ?? call.actorId

/** Which files a caller sees: all, or those they stored. */
export function visibleFiles({ scope, call }: Pick<Context, 'scope' | 'call'>): RawBuilder<unknown> {
  return scope === 'all' ? sql`true` : sql`file.created_by = ${ownerOf(call)}`
}
