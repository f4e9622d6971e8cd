import { answer } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { getFile as contract } from './contract.ts'
import { type FileSubject, type StoredFile, storedFileColumns, visibleFiles } from './file-table.ts'

export const getFile = answer(contract, async (context, { fileId }) => {
  const found = await context.tx.maybe(sql<StoredFile>`
    select ${storedFileColumns}
    from documents.file
    join documents.content using (tenant_id, sha256)
    where file.tenant_id = kernel.tenant_id() and file.id = ${fileId} and ${visibleFiles(context)}`)
  if (!found) throw new Refused('file_not_found', { fileId })
  const subjects = await context.tx.rows(sql<FileSubject>`
    select object_type as "objectType", object_id as "objectId", role
    from documents.file_link
    where tenant_id = kernel.tenant_id() and file_id = ${fileId}
    order by object_type, object_id, role`)
  return { ...found, subjects }
})
