/** Bars of work packages between the days of a project, filled as far as the cost has come; diamonds are milestones. */
import { Box, Text } from '@mantine/core'
import { daysBetween, monthsBetween } from '#kernel/dates.ts'
import { formatDay } from '../words/format.ts'
import { useWords } from '../words/words.ts'
import css from './gantt.module.css'
import type { Progress } from './progress.ts'
import { words } from './words.ts'

type Item = Progress['items'][number]

export function Gantt({ progress: { startsOn, endsOn, items } }: { progress: Progress }) {
  const t = useWords(words)
  const days = Math.max(daysBetween(startsOn, endsOn) + 1, 1)
  const place = (day: string) => `${Math.min(Math.max((100 * daysBetween(startsOn, day)) / days, 0), 100)}%`
  const today = Temporal.Now.plainDateISO().toString()
  const months = monthsBetween(startsOn, endsOn).filter((month) => month > startsOn)
  return (
    <Box className={css['gantt']} role="img" aria-label={t('gantt')}>
      <div className={css['scale']}>
        {months.map((month) => (
          <span key={month} className={css['month']} style={{ insetInlineStart: place(month) }}>
            {formatDay(month, 'month').slice(0, 3)}
          </span>
        ))}
      </div>
      {items.map((item) => (
        <Row key={item.id} item={item} place={place} days={days} />
      ))}
      {today >= startsOn && today <= endsOn && (
        <div className={css['marks']}>
          <span className={css['today']} style={{ insetInlineStart: place(today) }} title={t('today')} />
        </div>
      )}
    </Box>
  )
}

function Row({ item, place, days }: { item: Item; place: (day: string) => string; days: number }) {
  const t = useWords(words)
  const length = (100 * (daysBetween(item.startsOn, item.endsOn) + 1)) / days
  return (
    <div className={css['row']}>
      <Text size="sm" truncate className={css['name']} title={item.title}>
        {item.code} {item.title}
      </Text>
      <div className={css['line']}>
        <span
          className={css['bar']}
          data-closed={item.state === 'closed' || undefined}
          style={{ insetInlineStart: place(item.startsOn), width: `${length}%` }}
          title={t('to', { from: formatDay(item.startsOn), to: formatDay(item.endsOn) })}
        >
          <span
            className={css['done']}
            style={{ width: `${Math.min(Number.parseInt(item.costPercent ?? '0', 10), 100)}%` }}
          />
        </span>
        {item.milestones.map(({ id, title, plannedOn, acceptedOn }) => (
          <span
            key={id}
            className={css['milestone']}
            data-accepted={acceptedOn !== null || undefined}
            style={{ insetInlineStart: place(acceptedOn ?? plannedOn) }}
            title={`${title}, ${acceptedOn ? t('acceptedOn', { day: formatDay(acceptedOn) }) : t('plannedFor', { day: formatDay(plannedOn) })}`}
          />
        ))}
      </div>
    </div>
  )
}
