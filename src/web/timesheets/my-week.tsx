/** One's own week, logged in under a minute: copied, filled from bookings or typed; saved by itself; submitted. */
import { Alert, Button, Group, Kbd, Popover, Progress, Text } from '@mantine/core'
import { useDisclosure, useHotkeys, useMediaQuery } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { Link } from '@tanstack/react-router'
import { create, me } from '#flow/people/contract.ts'
import { list, submit, suggestWeek } from '#flow/timesheets/contract.ts'
import { addDays, weekStart as startOfWeek } from '#kernel/dates.ts'
import { useAddress } from '../language/address.ts'
import { tellDone, tellRefused } from '../language/command-button.tsx'
import { Empty } from '../language/empty.tsx'
import { ReferenceInput } from '../language/form/reference-input.tsx'
import { Icon } from '../language/icon.tsx'
import { PHONE } from '../language/list/columns.ts'
import { Page } from '../language/page.tsx'
import { RefusalNote } from '../language/refusal-note.tsx'
import { StateBadge } from '../language/state-badge.tsx'
import { ask } from '../wire/client.ts'
import { useAsk, useRun } from '../wire/queries.ts'
import type { RefusalError } from '../wire/refusal-error.ts'
import { useSession } from '../wire/session.tsx'
import { formatDay, formatMinutes } from '../words/format.ts'
import { useWords } from '../words/words.ts'
import { DayView } from './day-view.tsx'
import { type GridRow, newRow, weekTotal, withSuggested } from './grid.ts'
import { type EditedWeek, useWeek } from './use-week.ts'
import { WeekGrid } from './week-grid.tsx'
import { useMarks, WeekNote } from './week-note.tsx'
import { words } from './words.ts'

export default function TimeScreen() {
  const { data, error } = useAsk(me, {}, { staleTime: Number.POSITIVE_INFINITY })
  if (error) return <RefusalNote error={error} />
  if (!data) return null
  return data.person ? <MyWeek /> : <NoWeek />
}

function MyWeek() {
  const t = useWords(words)
  const today = Temporal.Now.plainDateISO().toString()
  const [address, change] = useAddress()
  const weekStart = startOfWeek(address['week'] ?? today)
  const edited = useWeek(weekStart)
  const { week, rows, error } = edited
  const wrong = useMarks(edited)
  const isPhone = useMediaQuery(PHONE, undefined, { getInitialValueInEffect: false })
  const send = useSubmit(edited)
  const fill = async (from: 'bookings' | 'last_week') => {
    const suggested = await ask(suggestWeek, { weekStart, from: [from] }).catch((cause: unknown) => {
      tellRefused(cause as RefusalError)
      return null
    })
    if (!suggested) return
    const next = withSuggested(rows, suggested.rows)
    if (next) edited.change(next)
    else notifications.show({ color: 'gray', message: t('nothingToCopy') })
  }
  useHotkeys([['mod+Enter', () => void send()]], [])
  const go = (days: number) => change({ week: days === 0 ? null : addDays(weekStart, days) })
  if (error) return <RefusalNote error={error} />
  if (!week) return null
  const Grid = isPhone ? DayView : WeekGrid
  // On a phone the day comes first, and what is done once a week after it.
  const isDayFirst = isPhone && rows.length > 0
  const tools = (
    <Tools
      edited={edited}
      fill={(from) => void fill(from)}
      send={() => void send()}
      size={isPhone ? 'xs' : 'sm'}
    />
  )
  return (
    <Page
      title={t('weekOf', { day: formatDay(weekStart) })}
      aside={<StateBadge state={week.state} />}
      lead={<Saved {...edited} />}
      actions={
        <>
          <Button variant="default" size="sm" px="xs" aria-label={t('previous')} onClick={() => go(-7)}>
            <Icon name="back" />
          </Button>
          <Button variant="default" size="sm" onClick={() => go(0)}>
            {t('thisWeek')}
          </Button>
          <Button variant="default" size="sm" px="xs" aria-label={t('next')} onClick={() => go(7)}>
            <Icon name="next" />
          </Button>
        </>
      }
    >
      {!isDayFirst && tools}
      <WeekNote {...edited} />
      <SentBack rows={rows} />
      {rows.length === 0 ? (
        <Empty icon="time" title={t('noRows')} text={t('noRowsLead')} />
      ) : (
        <Grid week={week} rows={rows} wrong={wrong} change={edited.change} today={today} />
      )}
      {isDayFirst && tools}
      {edited.refusal && edited.saving === 'refused' && <RefusalNote error={edited.refusal} />}
      {!isPhone && (
        <Text size="xs" c="dimmed" className="no-print">
          {t('keys', { submit: '' })} <Kbd size="xs">⌘ ↵</Kbd>
        </Text>
      )}
    </Page>
  )
}

interface ToolsProps {
  readonly edited: EditedWeek
  readonly fill: (from: 'bookings' | 'last_week') => void
  readonly send: () => void
  readonly size: 'xs' | 'sm'
}

/** What fills a week, and what sends it. */
function Tools({ edited, fill, send, size }: ToolsProps) {
  const t = useWords(words)
  return (
    <Group justify="space-between" className="no-print">
      <Group gap="xs">
        <Button
          variant="light"
          size={size}
          leftSection={<Icon name="copy" size={16} />}
          onClick={() => fill('last_week')}
        >
          {t('copy')}
        </Button>
        <Button
          variant="light"
          size={size}
          leftSection={<Icon name="staffing" size={16} />}
          onClick={() => fill('bookings')}
        >
          {t('suggest')}
        </Button>
        <AddRow {...edited} size={size} />
      </Group>
      <Button size="sm" disabled={edited.rows.length === 0 || edited.week?.state !== 'draft'} onClick={send}>
        {t('submit')}
      </Button>
    </Group>
  )
}

/** Who signs in without working here has no time to log: what this is for, and where they can go. */
function NoWeek() {
  const t = useWords(words)
  const { may } = useSession()
  const ways = [
    ...(may(list) ? [{ to: '/timesheets', label: t('weeksOfOthers') }] : []),
    ...(may(create) ? [{ to: '/people', label: t('toPeople') }] : []),
  ]
  return (
    <Page title={t('myTime')}>
      <Empty
        icon="time"
        title={t('noPerson')}
        text={may(create) ? t('noPersonMayEnter') : t('noPersonLead')}
        action={
          <Group gap="xs" mt="xs" justify="center">
            {ways.map(({ to, label }) => (
              <Button key={to} component={Link} to={to} variant="light">
                {label}
              </Button>
            ))}
          </Group>
        }
      />
    </Page>
  )
}

/** What an approver sent back, and why, until it is corrected. */
function SentBack({ rows }: { rows: readonly GridRow[] }) {
  const t = useWords(words)
  const told = rows.flatMap(({ label, cells }) =>
    cells.flatMap(({ reason }) => (reason === '' ? [] : [{ label, reason }])),
  )
  const reasons = new Map(told.map((one) => [`${one.label} ${one.reason}`, one]))
  if (reasons.size === 0) return null
  return (
    <Alert color="yellow" variant="light" icon={<Icon name="warning" />}>
      {[...reasons].map(([key, { label, reason }]) => (
        <Text key={key} size="sm">
          <b>{label}</b> · {t('sentBack', { why: reason })}
        </Text>
      ))}
    </Alert>
  )
}

/** Saves what is not saved yet, then submits what was saved. */
function useSubmit({ week, saving, saveNow }: EditedWeek): () => Promise<void> {
  const t = useWords(words)
  const command = useRun(submit)
  return async () => {
    const saved = saving === 'saved' ? week : await saveNow()
    if (!saved?.id) return
    try {
      const output = await command.mutateAsync({
        input: { timesheetId: saved.id },
        ifMatch: saved.revision,
      })
      tellDone(t('submit'), undefined, output)
    } catch (error) {
      tellRefused(error as RefusalError)
    }
  }
}

/** How full the week is, and whether it is safe. */
function Saved({ week, rows, saving }: EditedWeek) {
  const t = useWords(words)
  if (!week) return null
  const done = weekTotal(rows)
  const said = {
    saved: 'saved',
    unsaved: 'unsaved',
    saving: 'saving',
    refused: 'notSaved',
    contested: 'notChosen',
  } as const
  return (
    <Group gap="sm">
      <Progress
        value={week.targetMinutes === 0 ? 0 : Math.min((100 * done) / week.targetMinutes, 100)}
        w={120}
        aria-label={t('total')}
      />
      <Text size="sm">
        {t('of', { done: formatMinutes(done), target: formatMinutes(week.targetMinutes) })}
      </Text>
      <Text size="sm" c={saving === 'refused' || saving === 'contested' ? 'red' : 'dimmed'} role="status">
        {t(said[saving])}
      </Text>
    </Group>
  )
}

function AddRow({ rows, change, size }: EditedWeek & { readonly size: 'xs' | 'sm' }) {
  const t = useWords(words)
  const [isOpen, { open, close, toggle }] = useDisclosure()
  return (
    <Popover opened={isOpen} onChange={(wanted) => (wanted ? open() : close())} width={320} trapFocus>
      <Popover.Target>
        <Button variant="light" size={size} leftSection={<Icon name="plus" size={16} />} onClick={toggle}>
          {t('addRow')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <ReferenceInput
          name="workPackageId"
          label={t('what')}
          value={null}
          comboboxProps={{ withinPortal: false }}
          onPick={({ id, label, detail }) => {
            change([...rows, newRow({ id, label, project: detail ?? '' })])
            close()
          }}
        />
      </Popover.Dropdown>
    </Popover>
  )
}
