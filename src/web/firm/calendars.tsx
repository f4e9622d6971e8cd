/** The hours deadlines are counted in. */
import { listCalendars, setCalendar } from '#engines/process/contract.ts'
import { CommandButton } from '../language/command-button.tsx'
import { List, type RowOf } from '../language/list/list.tsx'
import { Page } from '../language/page.tsx'
import { useWords } from '../words/words.ts'
import { words } from './words.ts'

type Calendar = RowOf<typeof listCalendars>

export default function Calendars() {
  const t = useWords(words)
  return (
    <Page
      title={t('calendars')}
      lead={t('calendarsLead')}
      actions={
        <CommandButton
          contract={setCalendar}
          label={t('newCalendar')}
          icon="plus"
          variant="filled"
          revision={0}
        />
      }
    >
      <List
        contract={listCalendars}
        name="calendars"
        filters={[]}
        sort="name"
        columns={[
          { name: 'name', sort: 'name', phone: 'title' },
          {
            name: 'hours',
            title: t('workedHours'),
            phone: 'line',
            show: ({ hours }) => <Hours of={hours} />,
          },
          { name: 'zone', phone: 'line', show: ({ zone }) => zone ?? t('zoneOfProcess') },
          {
            name: 'holidays',
            title: t('daysOff'),
            show: ({ holidays }) => holidays.length,
            isFigure: true,
          },
          { name: 'change', title: t('edit'), phone: 'end', show: (row) => <Change of={row} /> },
        ]}
        idOf={({ name }) => name}
        empty={{ icon: 'clock', title: t('noCalendars'), text: t('noCalendarsText') }}
      />
    </Page>
  )
}

function Change({ of: { name, zone, hours, holidays, revision } }: { of: Calendar }) {
  const t = useWords(words)
  return (
    <CommandButton
      contract={setCalendar}
      label={t('edit')}
      size="xs"
      asks
      fill={{ name }}
      initial={{ ...(zone ? { zone } : {}), hours, holidays }}
      revision={revision}
    />
  )
}

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

/** Days with the same hours stand together: `Mon, Tue 09:00–17:00`. */
function Hours({ of: hours }: { of: Calendar['hours'] }) {
  const t = useWords(words)
  const worked = weekdays.flatMap((day) => {
    const spans = (hours[day] ?? []).map(({ from, to }) => `${from}–${to}`).join(', ')
    return spans === '' ? [] : [{ day, spans }]
  })
  const bySpans = Map.groupBy(worked, ({ spans }) => spans)
  return [...bySpans]
    .map(([spans, days]) => `${days.map(({ day }) => t(day)).join(' ')} ${spans}`)
    .join(' · ')
}
