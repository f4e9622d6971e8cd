/** A day on a phone: one hand, large targets, the week as tabs. */
import { ActionIcon, Button, Group, Paper, SegmentedControl, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { Icon } from '../language/icon.tsx'
import { Tone } from '../language/tone.tsx'
import { formatDay, formatMinutes } from '../words/format.ts'
import { useWords } from '../words/words.ts'
import { dayTotal, type GridRow, type Week, withCell } from './grid.ts'
import { HourCell } from './hour-cell.tsx'
import css from './week-grid.module.css'
import type { WeekGridProps } from './week-grid.tsx'
import { words } from './words.ts'

const STEP_MINUTES = 30
const DAY_MINUTES = 1440

export function DayView({ week, rows, wrong, change, today }: WeekGridProps & { readonly today: string }) {
  const t = useWords(words)
  const first = Math.max(
    0,
    week.days.findIndex(({ day }) => day === today),
  )
  const [at, go] = useState(first)
  const day = week.days[at] as Week['days'][number]
  const set = (row: GridRow, minutes: number) => {
    const bounded = Math.min(Math.max(minutes, 0), DAY_MINUTES)
    change(
      rows.map((one) =>
        one === row ? withCell(row, at, { minutes: bounded, isDecided: false, reason: '' }) : one,
      ),
    )
  }
  return (
    <Stack gap="sm">
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={t('weekOf', { day: formatDay(week.weekStart) })}
        value={String(at)}
        onChange={(value) => go(Number.parseInt(value, 10))}
        data={week.days.map(({ day: one }, index) => ({
          value: String(index),
          label: formatDay(one, 'weekday').slice(0, 2),
        }))}
      />
      <Group justify="space-between">
        <Text fw={600}>{formatDay(day.day, 'long')}</Text>
        <Tone tone={dayTotal(rows, at) >= day.targetMinutes ? 'green' : 'gray'}>
          {t('of', { done: formatMinutes(dayTotal(rows, at)), target: formatMinutes(day.targetMinutes) })}
        </Tone>
      </Group>
      {(day.holiday || day.closed) && (
        <Text size="sm" c="dimmed">
          {day.holiday ? t('holiday', { name: day.holiday }) : t('closed')}
        </Text>
      )}
      {rows.map((row) => {
        const cell = row.cells[at] as GridRow['cells'][number]
        const isFixed = cell.isDecided || day.closed
        return (
          <Paper withBorder p="sm" key={row.key}>
            <Text fw={600} size="sm">
              {row.label}
            </Text>
            <Text size="xs" c="dimmed" lineClamp={2}>
              {[row.project, row.description].filter(Boolean).join(' · ')}
            </Text>
            <div className={css['day']} style={{ marginTop: 8 }}>
              <ActionIcon
                size={44}
                variant="default"
                disabled={isFixed || cell.minutes === 0}
                aria-label={t('less')}
                onClick={() => set(row, cell.minutes - STEP_MINUTES)}
              >
                −
              </ActionIcon>
              <HourCell
                label={t('cellOf', { name: row.label, day: formatDay(day.day, 'weekday') })}
                place={`${row.key} ${at}`}
                cell={cell}
                isClosed={day.closed}
                wrong={wrong.get(`${row.key} ${at}`)}
                set={(minutes) => set(row, minutes)}
                onMove={() => undefined}
              />
              <ActionIcon
                size={44}
                variant="default"
                disabled={isFixed}
                aria-label={t('more')}
                onClick={() => set(row, cell.minutes + STEP_MINUTES)}
              >
                <Icon name="plus" />
              </ActionIcon>
              <Button
                h={44}
                variant="light"
                disabled={isFixed || day.targetMinutes === 0}
                onClick={() => set(row, Math.max(day.targetMinutes - dayTotal(rows, at) + cell.minutes, 0))}
              >
                {t('fullDay')}
              </Button>
            </div>
          </Paper>
        )
      })}
    </Stack>
  )
}
