/** What falls away when somebody leaves, before they do; and what they are booked for. */
import { Paper, Stack, Text } from '@mantine/core'
import { listBookings, previewRelease, releasePerson } from '#flow/staffing/contract.ts'
import { addDays } from '#kernel/dates.ts'
import { Asked } from '../language/asked.tsx'
import { CommandButton } from '../language/command-button.tsx'
import type { CommandFormProps } from '../language/command-form.tsx'
import { Lines } from '../language/lines.tsx'
import { List } from '../language/list/list.tsx'
import { Section } from '../language/page.tsx'
import { RecordLink } from '../language/record.tsx'
import { useSession } from '../wire/session.tsx'
import { today } from '../words/days.ts'
import { formatMinutes } from '../words/format.ts'
import { useWords } from '../words/words.ts'
import { words } from './words.ts'

type Preview = NonNullable<CommandFormProps<typeof releasePerson>['preview']>

const day = /^\d{4}-\d{2}-\d{2}$/
const isDay = (value: unknown): value is string => typeof value === 'string' && day.test(value)

/** The preview of a form in which somebody's last day is said, in one of its fields. */
export const afterLastDay =
  (personId: string, field: string): Preview =>
  (values) => {
    const { [field]: lastDay } = values
    return isDay(lastDay) ? <Falling personId={personId} from={addDays(lastDay, 1)} /> : null
  }

/** The preview of a form after which somebody is not there from a day on. */
export const fromDay =
  (personId: string, from?: string): Preview =>
  (values) => {
    const since = from ?? values['from']
    return isDay(since) ? <Falling personId={personId} from={since} /> : null
  }

function Falling({ personId, from }: { personId: string; from: string }) {
  const t = useWords(words)
  const { may } = useSession()
  if (!may(previewRelease)) return null
  return (
    <Asked contract={previewRelease} input={{ personId, from }}>
      {({ bookings, minutes }) =>
        bookings.length === 0 ? (
          <Text size="sm" c="dimmed">
            {t('nothingFalls')}
          </Text>
        ) : (
          <Paper withBorder p="sm">
            <Stack gap="xs">
              <Text size="sm">{t('falls')}</Text>
              <Lines
                label={t('falls')}
                rows={bookings}
                columns={[
                  { name: 'projectNumber', phone: 'title' },
                  { name: 'workPackage', phone: 'line' },
                  { name: 'startsOn', phone: 'line' },
                  { name: 'endsOn', phone: 'line' },
                  { name: 'minutes', phone: 'end' },
                ]}
                idOf={({ bookingId }) => bookingId}
                sum={{ minutes: formatMinutes(minutes) }}
              />
            </Stack>
          </Paper>
        )
      }
    </Asked>
  )
}

/** What a person is booked for, and the way to end it all from a day on. */
export function Bookings({ personId }: { personId: string }) {
  const t = useWords(words)
  return (
    <Section
      title={t('bookings')}
      actions={
        <CommandButton
          contract={releasePerson}
          variant="default"
          fill={{ personId }}
          initial={{ from: addDays(today(), 1) }}
          preview={fromDay(personId)}
        />
      }
    >
      <List
        name="personBookings"
        contract={listBookings}
        fixed={{ personId }}
        filters={['state']}
        sort="-startsOn"
        columns={[
          {
            name: 'projectNumber',
            phone: 'title',
            show: (row) => <RecordLink to={`/projects/${row.projectId}`}>{row.projectNumber}</RecordLink>,
          },
          { name: 'workPackage', phone: 'line' },
          { name: 'startsOn', sort: 'startsOn', phone: 'line' },
          { name: 'endsOn', phone: 'line' },
          { name: 'minutesPerDay' },
          { name: 'state', phone: 'end' },
        ]}
        idOf={({ id }) => id}
        empty={{ icon: 'staffing', title: t('noBookings'), text: t('noBookingsText') }}
      />
    </Section>
  )
}
