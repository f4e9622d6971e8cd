/** People by week with what they are booked for, and the demand that nobody meets yet. */

import { Button, Group, Select, Stack, Text } from '@mantine/core'
import { cancelBooking, listBookings, listRequests, rejectRequest } from '#flow/staffing/contract.ts'
import { personWeeks } from '#insight/contract.ts'
import { addDays, weekStart } from '#kernel/dates.ts'
import { useAddress } from '../language/address.ts'
import { CommandButton } from '../language/command-button.tsx'
import { Icon } from '../language/icon.tsx'
import { List } from '../language/list/list.tsx'
import { RecordLink, RecordPage } from '../language/record.tsx'
import { RefusalNote } from '../language/refusal-note.tsx'
import { useRoleNames } from '../language/role-name.tsx'
import { useAsk } from '../wire/queries.ts'
import { useWords } from '../words/words.ts'
import { BookButton } from './book-button.tsx'
import { Demand } from './demand.tsx'
import { LoadChart } from './load-chart.tsx'
import { WeekHeat } from './week-heat.tsx'
import { words } from './words.ts'

const WEEKS_SHOWN = 10

export default function Staffing() {
  const t = useWords(words)
  return (
    <RecordPage
      title={t('staffing')}
      lead={t('lead')}
      tabs={[
        { name: 'people', title: t('people'), needs: personWeeks, content: <PeopleByWeek /> },
        { name: 'requests', title: t('requests'), needs: listRequests, content: <Requests /> },
        { name: 'bookings', title: t('bookings'), needs: listBookings, content: <Bookings /> },
      ]}
    />
  )
}

function PeopleByWeek() {
  const t = useWords(words)
  const [address, change] = useAddress()
  const from = weekStart(address['from'] ?? Temporal.Now.plainDateISO().toString())
  const to = addDays(from, WEEKS_SHOWN * 7 - 1)
  const roleCode = address['role']
  const inFirm = useRoleNames()
  const { data, error } = useAsk(personWeeks, { from, to, ...(roleCode ? { roleCode } : {}) })
  const everybody = useAsk(personWeeks, { from, to })
  const roles = [...new Set(everybody.data?.people.map((one) => one.roleCode))].sort()
  const move = (weeks: number) => change({ from: weeks === 0 ? null : addDays(from, weeks * 7) })
  if (error) return <RefusalNote error={error} />
  if (!data) return null
  return (
    <Stack gap="md">
      <Group justify="space-between" align="flex-end">
        <Group align="flex-end" gap="xs" wrap="nowrap">
          <Select
            size="xs"
            miw={0}
            label={t('role')}
            placeholder={t('allRoles')}
            data={roles.map((code) => ({ value: code, label: inFirm(code) }))}
            value={roleCode ?? null}
            onChange={(role) => change({ role })}
            clearable
          />
          <Button variant="default" size="xs" px="xs" aria-label={t('earlier')} onClick={() => move(-4)}>
            <Icon name="back" size={16} />
          </Button>
          <Button variant="default" size="xs" onClick={() => move(0)}>
            {t('today')}
          </Button>
          <Button variant="default" size="xs" px="xs" aria-label={t('later')} onClick={() => move(4)}>
            <Icon name="next" size={16} />
          </Button>
        </Group>
        <Text size="xs" c="dimmed">
          {t('legend')}
        </Text>
      </Group>
      <LoadChart weeks={data.weeks} people={data.people} demand={data.demand} />
      <WeekHeat weeks={data.weeks} people={data.people} />
      <Demand weeks={data.weeks} demand={data.demand} />
    </Stack>
  )
}

function Requests() {
  const t = useWords(words)
  return (
    <List
      name="requests"
      contract={listRequests}
      filters={['state', 'projectId', 'roleCode']}
      columns={[
        {
          name: 'projectNumber',
          phone: 'line',
          show: (row) => <RecordLink to={`/projects/${row.projectId}`}>{row.projectNumber}</RecordLink>,
        },
        { name: 'workPackage', phone: 'title' },
        { name: 'roleCode', phone: 'line' },
        { name: 'startsOn', sort: 'startsOn', phone: 'line' },
        { name: 'endsOn' },
        { name: 'minutes', sort: 'minutes' },
        { name: 'bookedMinutes' },
        { name: 'state', phone: 'end' },
        {
          name: 'do',
          title: '',
          show: (row) =>
            row.state === 'submitted' ? (
              <Group gap={4} wrap="nowrap">
                <BookButton request={row} />
                <CommandButton
                  contract={rejectRequest}
                  fill={{ requestId: row.id }}
                  revision={row.revision}
                  size="xs"
                  color="red"
                />
              </Group>
            ) : null,
        },
      ]}
      idOf={({ id }) => id}
      empty={{ icon: 'staffing', title: t('noRequests'), text: t('noDemandLead') }}
    />
  )
}

function Bookings() {
  const t = useWords(words)
  return (
    <List
      name="bookings"
      contract={listBookings}
      sort="-startsOn"
      columns={[
        { name: 'personName', sort: 'personName', phone: 'title' },
        { name: 'projectNumber', phone: 'line' },
        { name: 'workPackage', phone: 'line' },
        { name: 'startsOn', sort: 'startsOn', phone: 'line' },
        { name: 'endsOn' },
        { name: 'minutesPerDay' },
        { name: 'state', phone: 'end' },
        {
          name: 'do',
          title: '',
          show: (row) =>
            row.state === 'canceled' ? null : (
              <CommandButton
                contract={cancelBooking}
                fill={{ bookingId: row.id }}
                revision={row.revision}
                size="xs"
                variant="default"
              />
            ),
        },
      ]}
      idOf={({ id }) => id}
      empty={{ icon: 'staffing', title: t('noBookings'), text: t('noDemandLead') }}
    />
  )
}
