import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { storeFile as contract } from './contract.ts'
import { storeFile as store } from './file-table.ts'

/** Whoever may only store for themselves may not hang files on other people's records; the rooms do that for them. */
export const storeFile = handle(contract, async (context, { name, mediaType, contentBase64, subject }) => {
  if (subject && context.scope !== 'all')
    throw new Refused('file_link_not_permitted', { objectType: subject.objectType })
  const bytes = Buffer.from(contentBase64, 'base64')
  const stored = await store(context, { name, mediaType, bytes }, subject)
  const { createdAt: _at, ...after } = stored
  return {
    output: stored,
    touched: [
      { type: 'file', id: stored.fileId, after: subject ? { ...after, subject } : after },
      ...(subject
        ? [{ type: subject.objectType, id: subject.objectId, after: { [subject.role]: stored.fileId } }]
        : []),
    ],
  }
})
