/** What is needed to staff a project or one request, in place: who is asked for, who is booked or proposed, and who is free. */
import { Group, Stack, Text } from '@mantine/core'
import { listBookings, listRequests } from '#flow/staffing/contract.ts'
import { Lines } from '../language/lines.tsx'
import { RecordLink } from '../language/record.tsx'
import { useRoleNames } from '../language/role-name.tsx'
import { StateBadge } from '../language/state-badge.tsx'
import type { DecideProps } from '../process/decide.ts'
import type { WireOutput } from '../wire/client.ts'
import { useAsk } from '../wire/queries.ts'
import { formatDay, formatMinutes } from '../words/format.ts'
import { useWords } from '../words/words.ts'
import { BookButton, WhoIsFree } from './book-button.tsx'
import { words } from './words.ts'

type Request = WireOutput<typeof listRequests>['items'][number]

const SHOWN_MAX = 50
const closed = new Set<string>(['fulfilled', 'rejected', 'cancelled'])

/** The task of a project is about all its requests; any other is about one. */
export default function DecideStaffing(props: DecideProps) {
  return props.variables['subjectType'] === 'project' ? <OfProject {...props} /> : <OfRequest {...props} />
}

function OfProject({ subject, variables }: DecideProps) {
  const { data } = useAsk(listRequests, { projectId: subject, sort: 'startsOn', limit: SHOWN_MAX })
  return (
    <Stack gap="sm">
      <Text fw={600}>
        <RecordLink to={`/projects/${subject}`} isInText>
          {String(variables['project'])}
        </RecordLink>
      </Text>
      {data?.items.map((request) => (
        <Asked key={request.id} request={request} mayBook />
      ))}
    </Stack>
  )
}

function OfRequest({ subject }: DecideProps) {
  const t = useWords(words)
  const { data } = useAsk(listRequests, { requestId: subject, limit: 1 })
  const { data: bookings } = useAsk(listBookings, { requestId: subject, sort: 'startsOn', limit: SHOWN_MAX })
  const request = data?.items[0]
  if (!request) return null
  return (
    <Stack gap="sm">
      <Text fw={600}>
        <RecordLink to={`/projects/${request.projectId}`} isInText>
          {request.projectNumber}
        </RecordLink>
      </Text>
      <Asked request={request} />
      {request.reason && <Text size="sm">{request.reason}</Text>}
      {bookings && bookings.items.length > 0 && (
        <Lines
          label={t('bookings')}
          rows={bookings.items}
          columns={[
            { name: 'personName', title: t('person'), phone: 'title' },
            { name: 'state', phone: 'end' },
            { name: 'startsOn', phone: 'line' },
            { name: 'endsOn', phone: 'line' },
            { name: 'minutesPerDay', phone: 'line' },
          ]}
          idOf={({ id }) => id}
        />
      )}
      {!closed.has(request.state) && <WhoIsFree request={request} />}
    </Stack>
  )
}

/** Who is asked for, when, and how much of it is booked. */
function Asked({ request, mayBook = false }: { request: Request; mayBook?: boolean }) {
  const t = useWords(words)
  const inFirm = useRoleNames()
  const name = `${inFirm(request.roleCode)} · ${request.workPackage}`
  return (
    <Group role="group" aria-label={name} justify="space-between" wrap="nowrap" gap="sm">
      <div>
        <Text size="sm" fw={600}>
          {name}
        </Text>
        <Text size="xs" c="dimmed">
          {formatDay(request.startsOn)} – {formatDay(request.endsOn)} ·{' '}
          {t('bookedOf', {
            booked: formatMinutes(request.bookedMinutes),
            asked: formatMinutes(request.minutes),
          })}
        </Text>
      </div>
      {mayBook && !closed.has(request.state) ? (
        <div style={{ flex: 'none' }}>
          <BookButton request={request} />
        </div>
      ) : (
        <StateBadge state={request.state} />
      )}
    </Group>
  )
}
