import { answer } from '#kernel/handle.ts'
import { list } from '#kernel/list.ts'
import { sql } from '#kernel/sql.ts'
import { listFiles as contract } from './contract.ts'
import { type StoredFile, storedFileColumns, visibleFiles } from './file-table.ts'

export const listFiles = answer(contract, async (context, input) => {
  const linked =
    input.objectType === undefined && input.objectId === undefined
      ? sql`true`
      : sql`exists (
          select from documents.file_link as link
          where link.tenant_id = file.tenant_id and link.file_id = file.id
            and (${input.objectType ?? null}::text is null or link.object_type = ${input.objectType ?? null})
            and (${input.objectId ?? null}::text is null or link.object_id = ${input.objectId ?? null}))`
  return list<StoredFile & { id: string }>(
    context.tx,
    {
      from: sql`
        select file.id, ${storedFileColumns}
        from documents.file
        join documents.content using (tenant_id, sha256)
        where file.tenant_id = kernel.tenant_id() and ${visibleFiles(context)} and ${linked}`,
      where: [],
      sorts: { createdAt: 'createdAt', name: 'name' },
    },
    input,
  )
})
