/** Everything that was done to a record: by whom, when, because of what, and what it was before and after. */
import { Stack, Table, Text, Timeline } from '@mantine/core'
import { history } from '#engines/access/contract.ts'
import type { WireOutput } from '../wire/client.ts'
import { useAsk } from '../wire/queries.ts'
import { useSession } from '../wire/session.tsx'
import { formatDistance, formatMoment } from '../words/format.ts'
import { commandName, nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import { RefusalNote } from './refusal-note.tsx'
import { Value } from './value.tsx'
import { words } from './words.ts'

type Entry = WireOutput<typeof history>['items'][number]

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
          <Changes entry={entry} />
        </Timeline.Item>
      ))}
    </Timeline>
  )
}

type Facts = Readonly<Record<string, unknown>>

/** Only what differs: nobody reads a wall of what stayed as it was. */
function Changes({ entry }: { entry: Entry }) {
  const t = useWords(words)
  const before = (entry.before ?? {}) as Facts
  const after = (entry.after ?? {}) as Facts
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => JSON.stringify(before[name] ?? null) !== JSON.stringify(after[name] ?? null),
  )
  if (changed.length === 0) return null
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
