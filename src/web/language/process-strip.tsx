/** The process strip: where a record stands in its processes, since when, who acts next and until when. */
import { Anchor, Group, Paper, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { position } from '#engines/process/contract.ts'
import type { WireOutput } from '../wire/client.ts'
import { useAsk } from '../wire/queries.ts'
import { formatDistance, formatMoment } from '../words/format.ts'
import { nameOf } from '../words/names.ts'
import { reasonWords } from '../words/reasons.ts'
import { useWords } from '../words/words.ts'
import { Icon } from './icon.tsx'
import { placeOfRecord } from './kinds.ts'
import { useModelNames } from './model-names.ts'
import { StateBadge } from './state-badge.tsx'
import { Tone } from './tone.tsx'
import { words } from './words.ts'

/** More processes at work on one record than this are read in their own list. */
const SHOWN_MAX = 3

type Instance = WireOutput<typeof position>['items'][number]
type Present = Instance['present'][number]

/** `kind` as the journal writes it finds the processes the record has moved, too. */
export function ProcessStrip({ of, kind }: { of: string; kind?: string }) {
  const { data } = useAsk(position, { subject: of, ...(kind ? { kind } : {}) })
  if (!data || data.items.length === 0) return null
  return (
    <Stack gap={6} className="no-print">
      {data.items.slice(0, SHOWN_MAX).map((instance) => (
        <OneInstance key={instance.instanceId} instance={instance} />
      ))}
    </Stack>
  )
}

function OneInstance({ instance }: { instance: Instance }) {
  const inModel = useModelNames()
  const place = placeOfRecord('instance', instance.instanceId) ?? '/processes'
  const isStuck = instance.present.some(({ incidents }) => incidents.length > 0)
  return (
    <Paper withBorder px="sm" py={8}>
      <Group gap="xs">
        <Icon name="process" size={16} />
        <Anchor component={Link} to={place} size="sm" fw={600}>
          {inModel(instance.key, instance.key, instance.name)}
        </Anchor>
        <StateBadge state={isStuck ? 'incident' : instance.status} />
        {instance.endedAt && (
          <Text size="sm" c="dimmed" title={formatMoment(instance.endedAt)}>
            {formatDistance(instance.endedAt)}
          </Text>
        )}
        {instance.present
          .filter(({ kind }) => kind !== 'process' && kind !== 'subprocess')
          .map((one) => (
            <Here key={one.element} present={one} name={inModel(instance.key, one.node, one.name)} />
          ))}
      </Group>
    </Paper>
  )
}

function Here({ present: { since, waits, task }, name }: { present: Present; name: string }) {
  const t = useWords(words)
  const who = task
    ? (task.assigneeName ??
      [...task.candidatePeople.map((one) => one.name), ...task.candidateRoles.map(nameOf)].join(', '))
    : null
  return (
    <Text size="sm" c="dimmed" component="div">
      <Text span inherit fw={600} c="var(--mantine-color-text)">
        {name}
      </Text>{' '}
      · {who ? t('waitsFor', { who }) : waits.map(reasonWords).join('; ')} ·{' '}
      {t('since', { when: formatDistance(since) })}
      {task?.dueAt && (
        <>
          {' '}
          <Tone tone={task.overdue ? 'red' : 'gray'}>{t('due', { when: formatDistance(task.dueAt) })}</Tone>
        </>
      )}
    </Text>
  )
}
