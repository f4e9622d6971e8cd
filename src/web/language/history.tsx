/** Everything that was done to a record: by whom, when, because of what, and what it was before and after. */
import { Stack, Table, Text, Timeline } from '@mantine/core'
import { history } from '#engines/access/contract.ts'
import { recordHistory } from '#insight/contract.ts'
import type { WireInput } from '../wire/client.ts'
import { useAsk } from '../wire/queries.ts'
import { useSession } from '../wire/session.tsx'
import { formatDistance, formatMoment } from '../words/format.ts'
import { deedName, nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import { Called } from './called.tsx'
import { useKnownLabel } from './form/known-label.ts'
import { withMoney } from './journalled.ts'
import { RefusalNote } from './refusal-note.tsx'
import { isRecordId, Value } from './value.tsx'
import { words } from './words.ts'

/** Any one of these lets somebody read the history of a record that has a page of its own. */
export const readsHistory = [history.name, recordHistory.name] as const

export function History({ objectType, objectId }: { objectType: string; objectId: string }) {
  const t = useWords(words)
  const { may } = useSession()
  // Auditors read the history of anything; others that of what they may open.
  const { data, error } = useAsk(may(history) ? history : recordHistory, {
    objectType,
    objectId,
    sort: '-at',
    limit: 100,
  } as WireInput<typeof recordHistory>)
  if (error) return <RefusalNote error={error} />
  if (!data) return null
  if (data.items.length === 0)
    return (
      <Text c="dimmed" size="sm">
        {t('noHistory')}
      </Text>
    )
  return (
    <Timeline bulletSize={14} lineWidth={2}>
      {data.items.map((entry) => (
        <Timeline.Item key={entry.id} title={<Text fw={600}>{deedName(entry.command)}</Text>}>
          <Text size="xs" c="dimmed" title={formatMoment(entry.at)}>
            {entry.actorName} · {formatDistance(entry.at)}
            {entry.onBehalfOf && ` · ${t('onBehalf')}`}
          </Text>
          <Changes before={entry.before} after={entry.after} of={objectId} />
        </Timeline.Item>
      ))}
    </Timeline>
  )
}

type Facts = Readonly<Record<string, unknown>>

interface ChangesProps {
  readonly before: unknown
  readonly after: unknown
  /** The record it is about, which need not be told that it is itself. */
  readonly of?: string
  /** What is said when nothing differs; nothing unless told. */
  readonly none?: string
}

/** A record is told by what it is called, wherever that is known. */
function Told({ name, value }: { name: string; value: unknown }) {
  if (typeof value !== 'string' || !isRecordId(value)) return <Value name={name} value={value} />
  return name === 'entityId' ? <EntityName id={value} /> : <Called businessKey={value} />
}

function EntityName({ id }: { id: string }) {
  return useKnownLabel('entity', id) ?? <Value name="entityId" value={id} />
}

/** Only what differs: nobody reads a wall of what stayed as it was. */
export function Changes({ before: was, after: is, of, none }: ChangesProps) {
  const t = useWords(words)
  const before = withMoney((was ?? {}) as Facts)
  const after = withMoney((is ?? {}) as Facts)
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) =>
      JSON.stringify(before[name] ?? null) !== JSON.stringify(after[name] ?? null) && after[name] !== of,
  )
  if (changed.length === 0)
    return none ? (
      <Text size="sm" c="dimmed">
        {none}
      </Text>
    ) : null
  return (
    <Stack gap={0} mt={4}>
      <Table.ScrollContainer minWidth={320}>
        <Table fz="xs" verticalSpacing={2}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th />
              <Table.Th>{t('before')}</Table.Th>
              <Table.Th>{t('after')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {changed.map((name) => (
              <Table.Tr key={name}>
                <Table.Td>{nameOf(name)}</Table.Td>
                <Table.Td>
                  <Told name={name} value={before[name]} />
                </Table.Td>
                <Table.Td>
                  <Told name={name} value={after[name]} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Stack>
  )
}
