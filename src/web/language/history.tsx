/** Everything that was done to a record: by whom, when, because of what, and what it was before and after. */
import { Stack, Table, Text, Timeline } from '@mantine/core'
import { history } from '#engines/access/contract.ts'
import { useAsk } from '../wire/queries.ts'
import { useSession } from '../wire/session.tsx'
import { formatDistance, formatMoment } from '../words/format.ts'
import { commandName, nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import { RefusalNote } from './refusal-note.tsx'
import { Value } from './value.tsx'
import { words } from './words.ts'

export function History({ objectType, objectId }: { objectType: string; objectId: string }) {
  const t = useWords(words)
  const { may } = useSession()
  const { data, error } = useAsk(
    history,
    { objectType, objectId, sort: '-at', limit: 100 },
    { enabled: may(history) },
  )
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
        <Timeline.Item key={entry.id} title={<Text fw={600}>{commandName(entry.command)}</Text>}>
          <Text size="xs" c="dimmed" title={formatMoment(entry.at)}>
            {entry.actorName} · {formatDistance(entry.at)}
            {entry.onBehalfOf && ` · ${t('onBehalf')}`}
          </Text>
          <Changes before={entry.before} after={entry.after} />
        </Timeline.Item>
      ))}
    </Timeline>
  )
}

type Facts = Readonly<Record<string, unknown>>

interface ChangesProps {
  readonly before: unknown
  readonly after: unknown
  /** What is said when nothing differs; nothing unless told. */
  readonly none?: string
}

/** Only what differs: nobody reads a wall of what stayed as it was. */
export function Changes({ before: was, after: is, none }: ChangesProps) {
  const t = useWords(words)
  const before = (was ?? {}) as Facts
  const after = (is ?? {}) as Facts
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => JSON.stringify(before[name] ?? null) !== JSON.stringify(after[name] ?? null),
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
                  <Value name={name} value={before[name]} />
                </Table.Td>
                <Table.Td>
                  <Value name={name} value={after[name]} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Stack>
  )
}
