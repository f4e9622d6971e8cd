/** What stands in place of a record one may not open: who may, and who can change that. */
import type { QueryContract } from '#kernel/contract.ts'
import { nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import { Empty } from './empty.tsx'
import { words } from './words.ts'

export function OnlyFor({ contract: { roles } }: { contract: QueryContract }) {
  const t = useWords(words)
  const who = Object.keys(roles).map(nameOf).join(', ')
  return <Empty icon="people" title={t('notOpen')} text={t('notOpenLead', { who })} />
}
