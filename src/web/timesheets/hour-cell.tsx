/** Hours of one day for one work: typed as 7:30, 7.5 or 8, shown at once. */
import { Tooltip } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import { formatMinutes, parseMinutes } from '../words/format.ts'
import { useWords } from '../words/words.ts'
import type { GridCell } from './grid.ts'
import css from './week-grid.module.css'
import { words } from './words.ts'

const DAY_MINUTES = 1440

interface HourCellProps {
  readonly label: string
  /** Its row and day, by which the keys find it. */
  readonly place: string
  readonly cell: GridCell
  readonly isClosed: boolean
  readonly wrong: string | undefined
  readonly set: (minutes: number) => void
  readonly onMove: (event: KeyboardEvent<HTMLInputElement>) => void
}

export function HourCell({ label, place, cell, isClosed, wrong, set, onMove }: HourCellProps) {
  const t = useWords(words)
  const [typed, type] = useState<string | null>(null)
  const read = typed === null ? cell.minutes : parseMinutes(typed)
  const problem =
    wrong ??
    (read === null
      ? t('notRead')
      : read > DAY_MINUTES
        ? t('over')
        : cell.reason
          ? t('sentBack', { why: cell.reason })
          : undefined)
  const shown = cell.minutes === 0 ? '' : formatMinutes(cell.minutes)
  return (
    <Tooltip label={problem} disabled={!problem} multiline maw={260}>
      <input
        className={css['hours']}
        inputMode="decimal"
        aria-label={label}
        aria-invalid={problem !== undefined || undefined}
        title={problem}
        data-cell={place}
        data-decided={cell.isDecided || undefined}
        readOnly={cell.isDecided || isClosed}
        placeholder={isClosed ? '' : '·'}
        value={typed ?? shown}
        onFocus={({ currentTarget }) => currentTarget.select()}
        onChange={({ currentTarget }) => {
          type(currentTarget.value)
          const minutes = parseMinutes(currentTarget.value)
          if (minutes !== null && minutes <= DAY_MINUTES) set(minutes)
        }}
        onBlur={() => {
          if (read !== null) type(null)
        }}
        onKeyDown={onMove}
      />
    </Tooltip>
  )
}
