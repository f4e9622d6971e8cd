/** What is needed to staff a project, in place: who is asked for, what is booked, and a button to book the rest. */

import { Group, Stack, Text } from '@mantine/core'
import { listRequests } from '#flow/staffing/contract.ts'
import { RecordLink } from '../language/record.tsx'
import { useRoleNames } from '../language/role-name.tsx'
import { StateBadge } from '../language/state-badge.tsx'
import type { DecideProps } from '../process/decide.ts'
import { useAsk } from '../wire/queries.ts'
import { formatDay, formatMinutes } from '../words/format.ts'
import { useWords } from '../words/words.ts'
import { BookButton } from './book-button.tsx'
import { words } from './words.ts'

const SHOWN_MAX = 50
const closed = new Set<string>(['fulfilled', 'rejected', 'cancelled'])

export default function DecideStaffing({ subject, variables }: DecideProps) {
  const t = useWords(words)
  const { data } = useAsk(listRequests, { projectId: subject, sort: 'startsOn', limit: SHOWN_MAX })
  const { project } = variables
  const inFirm = useRoleNames()
  return (
    <Stack gap="sm">
      <Text fw={600}>
        <RecordLink to={`/projects/${subject}`} isInText>
          {String(project)}
        </RecordLink>
      </Text>
      {data?.items.map((request) => (
        <Group
          key={request.id}
          role="group"
          aria-label={`${inFirm(request.roleCode)} · ${request.workPackage}`}
          justify="space-between"
          wrap="nowrap"
          gap="sm"
        >
          <div>
            <Text size="sm" fw={600}>
              {inFirm(request.roleCode)} · {request.workPackage}
            </Text>
            <Text size="xs" c="dimmed">
              {formatDay(request.startsOn)} – {formatDay(request.endsOn)} ·{' '}
              {t('bookedOf', {
                booked: formatMinutes(request.bookedMinutes),
                asked: formatMinutes(request.minutes),
              })}
            </Text>
          </div>
          {closed.has(request.state) ? (
            <StateBadge state={request.state} />
          ) : (
            <BookButton request={request} />
          )}
        </Group>
      ))}
    </Stack>
  )
}
