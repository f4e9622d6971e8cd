/** The journal entry behind an entry of the books: who did what, when, what it touched and what it caused. */
import { Group, Stack, Text } from '@mantine/core'
import { getJournalEntry } from '#engines/access/contract.ts'
import { Asked } from '../language/asked.tsx'
import { placeOfRecord } from '../language/kinds.ts'
import { Facts, RecordLink } from '../language/record.tsx'
import type { WireOutput } from '../wire/client.ts'
import { deedName, nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import { words } from './words.ts'

/** More than this is read on the records themselves. */
const SHOWN_MAX = 12

export function Cause({ journalId }: { journalId: string }) {
  const t = useWords(words)
  return (
    <Asked contract={getJournalEntry} input={{ journalId }}>
      {(entry) => (
        <Stack gap="md">
          <Facts
            of={entry}
            names={['command', 'actorName', 'at']}
            show={{ command: deedName(entry.command) }}
          />
          <Touched objects={entry.objects} />
          {entry.caused.length > 0 && (
            <div>
              <Text size="xs" c="dimmed" fw={600}>
                {t('caused')}
              </Text>
              <Text size="sm">{entry.caused.map(({ command }) => deedName(command)).join(', ')}</Text>
            </div>
          )}
        </Stack>
      )}
    </Asked>
  )
}

type Objects = WireOutput<typeof getJournalEntry>['objects']

function Touched({ objects }: { objects: Objects }) {
  const t = useWords(words)
  const kinds = [...new Set(objects.map(({ objectType }) => objectType))]
  return (
    <div>
      <Text size="xs" c="dimmed" fw={600}>
        {t('touched')}
      </Text>
      {kinds.map((kind) => (
        <TouchedKind key={kind} kind={kind} ids={idsOf(objects, kind)} />
      ))}
    </div>
  )
}

const idsOf = (objects: Objects, kind: string) =>
  objects.filter(({ objectType }) => objectType === kind).map(({ objectId }) => objectId)

function TouchedKind({ kind, ids }: { kind: string; ids: readonly string[] }) {
  const t = useWords(words)
  return (
    <Group gap="xs">
      <Text size="sm">
        {nameOf(kind)} ({ids.length})
      </Text>
      {ids.slice(0, SHOWN_MAX).map((id, index) => {
        const place = placeOfRecord(kind, id)
        return (
          place && (
            <Text key={id} size="sm">
              <RecordLink to={place}>{t('openIt', { number: index + 1 })}</RecordLink>
            </Text>
          )
        )
      })}
    </Group>
  )
}
