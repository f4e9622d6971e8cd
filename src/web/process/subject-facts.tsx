/** What a task is about, by the query of its room that shows one: its facts, and the first of its lists. */
import { Stack } from '@mantine/core'
import { type AnyRow, AnyRows } from '../language/any-rows.tsx'
import { placeOfRecord } from '../language/kinds.ts'
import { Facts, RecordLink } from '../language/record.tsx'
import { isMoney } from '../language/value.tsx'
import { useWords } from '../words/words.ts'
import { useSubject } from './use-subject.ts'
import { words } from './words.ts'

const ROWS_MAX = 12
const COLUMNS_MAX = 6

export function SubjectFacts({ commands, subject }: { commands: readonly string[]; subject: string }) {
  const t = useWords(words)
  const shown = useSubject(commands, subject)
  if (!shown) return null
  const { record, kind, id } = shown
  const names = Object.keys(record).filter((name) => isTold(name, record[name]))
  const rows = Object.values(record).find(
    (value): value is AnyRow[] => Array.isArray(value) && isRow(value[0]),
  )
  const place = placeOfRecord(kind, id)
  return (
    <Stack gap="sm">
      <Facts of={record} names={names} />
      {rows && <Rows rows={rows} />}
      {place && <RecordLink to={place}>{t('openRecord')}</RecordLink>}
    </Stack>
  )
}

const isRow = (value: unknown): value is AnyRow => typeof value === 'object' && value !== null

/** Ids and structures say nothing at a glance; what is empty even less. */
function isTold(name: string, value: unknown): boolean {
  if (/(^id|Ids?|revision|sha256|xml)$/.test(name) || value === null || value === '') return false
  return typeof value !== 'object' || isMoney(value)
}

function Rows({ rows }: { rows: readonly AnyRow[] }) {
  const [first = {}] = rows
  const names = Object.keys(first)
    .filter((name) => isTold(name, first[name]))
    .slice(0, COLUMNS_MAX)
  return <AnyRows rows={rows.slice(0, ROWS_MAX)} names={names} widthMin={420} fz="sm" verticalSpacing={4} />
}
