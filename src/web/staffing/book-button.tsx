/** Books people for a request: its time and role are filled in, and whoever is free in it is shown beside. */
import { Group, Stack, Text } from '@mantine/core'
import { availability, book } from '#flow/staffing/contract.ts'
import { CommandButton } from '../language/command-button.tsx'
import { useAsk } from '../wire/queries.ts'
import { formatMinutes } from '../words/format.ts'
import { useWords } from '../words/words.ts'
import { words } from './words.ts'

const WORKDAY_MINUTES = 480
const SHOWN_MAX = 6

interface Request {
  readonly id: string
  readonly roleCode: string
  readonly startsOn: string
  readonly endsOn: string
  readonly revision?: number
}

export function BookButton({ request }: { request: Request }) {
  const { id, startsOn, endsOn, revision } = request
  return (
    <CommandButton
      contract={book}
      size="xs"
      fill={{ requestId: id }}
      {...(revision === undefined ? {} : { revision })}
      initial={{ bookings: [{ startsOn, endsOn, minutesPerDay: WORKDAY_MINUTES, state: 'hard' }] }}
      preview={() => <WhoIsFree request={request} />}
    />
  )
}

/** Those in the role by how much of the time they are free. */
export function WhoIsFree({ request: { roleCode, startsOn, endsOn } }: { request: Request }) {
  const t = useWords(words)
  const { data } = useAsk(availability, { from: startsOn, to: endsOn, roleCode })
  if (!data) return null
  const free = data.people
    .map(({ personId, name, weeks }) => ({
      personId,
      name,
      minutes: weeks.reduce((sum, week) => sum + Math.max(week.capacityMinutes - week.hardMinutes, 0), 0),
    }))
    .sort((a, b) => b.minutes - a.minutes)
  return (
    <Stack gap={4}>
      <Text size="sm" fw={600}>
        {t('chooseFor')}
      </Text>
      {free.slice(0, SHOWN_MAX).map(({ personId, name, minutes }) => (
        <Group key={personId} justify="space-between">
          <Text size="sm">{name}</Text>
          <Text size="sm" c="dimmed">
            {t('free')} {formatMinutes(minutes)} h
          </Text>
        </Group>
      ))}
    </Stack>
  )
}
