/** The process strip: where a record stands in its process, since when, and what it waits for. */
import { Anchor, Group, Paper, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { getInstance, listInstances, listTasks } from '#engines/process/contract.ts'
import type { WireOutput } from '../wire/client.ts'
import { useAsk } from '../wire/queries.ts'
import { useSession } from '../wire/session.tsx'
import { formatDistance } from '../words/format.ts'
import { useWords } from '../words/words.ts'
import { Icon } from './icon.tsx'
import { placeOfRecord } from './kinds.ts'
import { StateBadge } from './state-badge.tsx'
import { words } from './words.ts'

/** More processes at work on one record than this are read in their own list. */
const SHOWN_MAX = 3

/** Who may watch processes sees where it stands; everybody else sees the tasks about it that are theirs. */
export function ProcessStrip({ of }: { of: string }) {
  const { may } = useSession()
  return may(listInstances) ? <Instances of={of} /> : <MyTasks of={of} />
}

type Instance = WireOutput<typeof listInstances>['items'][number]

function Instances({ of }: { of: string }) {
  const { data } = useAsk(listInstances, { businessKey: of, sort: '-startedAt', limit: SHOWN_MAX })
  if (!data || data.items.length === 0) return null
  return (
    <Stack gap={6} className="no-print">
      {data.items.map((instance) => (
        <OneInstance key={instance.id} instance={instance} />
      ))}
    </Stack>
  )
}

function OneInstance({ instance }: { instance: Instance }) {
  const t = useWords(words)
  const isOver = instance.endedAt !== null
  const { data } = useAsk(getInstance, { instanceId: instance.id }, { enabled: !isOver })
  const place = placeOfRecord('instance', instance.id) ?? '/processes'
  return (
    <Paper withBorder px="sm" py={8}>
      <Group gap="xs">
        <Icon name="process" size={16} />
        <Anchor component={Link} to={place} size="sm" fw={600}>
          {instance.name}
        </Anchor>
        <StateBadge state={instance.incidents > 0 ? 'incident' : instance.status} />
        {instance.endedAt && (
          <Text size="sm" c="dimmed">
            {formatDistance(instance.endedAt)}
          </Text>
        )}
        {!isOver &&
          data?.waiting.map(({ element, name, since, waitsFor }) => (
            <Text key={element} size="sm" c="dimmed">
              <Text span inherit fw={600}>
                {name}
              </Text>
              {' · '}
              {waitsFor} · {t('since', { when: formatDistance(since) })}
            </Text>
          ))}
      </Group>
    </Paper>
  )
}

function MyTasks({ of }: { of: string }) {
  const t = useWords(words)
  const { data } = useAsk(listTasks, { subject: of, limit: SHOWN_MAX })
  if (!data || data.items.length === 0) return null
  return (
    <Paper withBorder px="sm" py={8} className="no-print">
      {data.items.map(({ id, name, processName, why, dueAt }) => (
        <Group key={id} gap="xs">
          <Icon name="process" size={16} />
          <Anchor component={Link} to={placeOfRecord('task', id) ?? '/inbox'} size="sm" fw={600}>
            {name}
          </Anchor>
          <Text size="sm" c="dimmed">
            {[processName, why, dueAt && t('due', { when: formatDistance(dueAt) })]
              .filter(Boolean)
              .join(' · ')}
          </Text>
        </Group>
      ))}
    </Paper>
  )
}
