import type { Call } from '#kernel/handle.ts'
import type { House } from '#kernel/house.ts'
import { ask, inTransaction } from '#kernel/run.ts'
import { readFile } from './file-table.ts'

/** A file as a server sends it. */
export interface Download {
  readonly name: string
  readonly mediaType: string
  readonly bytes: Uint8Array
  /** SHA-256, hexadecimal: an ETag that never lies, since content never changes. */
  readonly sha256: string
}

/**
 * The bytes of a file for a caller, who needs the right to `documents.getFile` on it. Refuses as that query does.
 * Send it as an attachment with `X-Content-Type-Options: nosniff`: what people upload must not run in our pages.
 */
export async function fileContent(house: House, call: Call, fileId: string): Promise<Download> {
  await ask(house, 'documents.getFile', { fileId }, call)
  return inTransaction(house.pool, 'begin read only', async (tx) => {
    await tx.openTenant(call.tenantId)
    const { name, mediaType, bytes, sha256 } = await readFile(tx, fileId)
    return { name, mediaType, bytes, sha256 }
  })
}
