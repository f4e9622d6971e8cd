/** The week as a grid: work down, days across, hours where they meet. Made for the keyboard. */
import { ActionIcon, Table, Text, Tooltip } from '@mantine/core'
import { type KeyboardEvent, useRef } from 'react'
import { Icon } from '../language/icon.tsx'
import { formatDay, formatMinutes } from '../words/format.ts'
import { useWords } from '../words/words.ts'
import { DAYS, dayTotal, type GridRow, rowTotal, type Week, weekTotal, withCell } from './grid.ts'
import { HourCell } from './hour-cell.tsx'
import css from './week-grid.module.css'
import { words } from './words.ts'

export interface WeekGridProps {
  readonly week: Week
  readonly rows: readonly GridRow[]
  readonly wrong: ReadonlyMap<string, string>
  readonly change: (rows: readonly GridRow[]) => void
}

export const isOpenRow = ({ cells }: GridRow) => cells.every(({ isDecided }) => !isDecided)

export function WeekGrid({ week, rows, wrong, change }: WeekGridProps) {
  const t = useWords(words)
  const table = useRef<HTMLTableElement>(null)
  const replace = (row: GridRow, next: GridRow) => change(rows.map((one) => (one === row ? next : one)))
  const move = (event: KeyboardEvent, row: number, day: number) => {
    const [down, right] = stepOf(event)
    if (down === 0 && right === 0) return
    const next = table.current?.querySelector<HTMLInputElement>(`[data-cell="${row + down} ${day + right}"]`)
    if (!next) return
    event.preventDefault()
    next.focus()
  }
  return (
    <Table.ScrollContainer minWidth={860}>
      <Table
        ref={table}
        className={css['grid'] ?? ''}
        withTableBorder
        verticalSpacing={4}
        horizontalSpacing="xs"
      >
        <Table.Thead>
          <Table.Tr>
            <Table.Th w="32%">{t('what')}</Table.Th>
            {week.days.map(({ day, holiday, closed, targetMinutes }) => (
              <Table.Th key={day} ta="end" c={targetMinutes === 0 ? 'dimmed' : undefined}>
                <Tooltip
                  label={holiday ? t('holiday', { name: holiday }) : t('closed')}
                  disabled={!holiday && !closed}
                >
                  <span>
                    {formatDay(day, 'weekday')}
                    {(holiday || closed) && ' *'}
                  </span>
                </Tooltip>
              </Table.Th>
            ))}
            <Table.Th ta="end">{t('total')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row, index) => (
            <Table.Tr key={row.key}>
              <Table.Th scope="row" fw={400}>
                <WorkCell
                  row={row}
                  replace={(next) => replace(row, next)}
                  remove={() => change(rows.filter((one) => one !== row))}
                />
              </Table.Th>
              {DAYS.map((day) => (
                <Table.Td key={day}>
                  <HourCell
                    label={t('cellOf', {
                      name: row.label,
                      day: formatDay(week.days[day]?.day ?? '', 'weekday'),
                    })}
                    place={`${index} ${day}`}
                    cell={row.cells[day] as GridRow['cells'][number]}
                    isClosed={week.days[day]?.closed ?? false}
                    wrong={wrong.get(`${row.key} ${day}`)}
                    set={(minutes) =>
                      replace(row, withCell(row, day, { minutes, isDecided: false, reason: '' }))
                    }
                    onMove={(event) => move(event, index, day)}
                  />
                </Table.Td>
              ))}
              <Table.Td ta="end" fw={600} className={css['figures'] ?? ''}>
                {formatMinutes(rowTotal(row))}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
        <Table.Tfoot>
          <Table.Tr>
            <Table.Th>{t('total')}</Table.Th>
            {DAYS.map((day) => (
              <Table.Th key={day} ta="end" className={css['figures'] ?? ''}>
                {formatMinutes(dayTotal(rows, day))}
              </Table.Th>
            ))}
            <Table.Th ta="end" className={css['figures'] ?? ''}>
              {formatMinutes(weekTotal(rows))}
            </Table.Th>
          </Table.Tr>
        </Table.Tfoot>
      </Table>
    </Table.ScrollContainer>
  )
}

/** Where a key leads: up and down always; sideways where the text in the cell does not go on. */
function stepOf({ key, currentTarget }: KeyboardEvent): readonly [number, number] {
  const { selectionStart, selectionEnd, value } = currentTarget as HTMLInputElement
  const isAll = selectionStart === 0 && selectionEnd === value.length
  if (key === 'ArrowUp') return [-1, 0]
  if (key === 'ArrowDown' || key === 'Enter') return [1, 0]
  if (key === 'ArrowLeft' && (isAll || selectionEnd === 0)) return [0, -1]
  if (key === 'ArrowRight' && (isAll || selectionStart === value.length)) return [0, 1]
  return [0, 0]
}

interface WorkCellProps {
  readonly row: GridRow
  readonly replace: (row: GridRow) => void
  readonly remove: () => void
}

function WorkCell({ row, replace, remove }: WorkCellProps) {
  const t = useWords(words)
  const isOpen = isOpenRow(row)
  return (
    <div className={css['work']}>
      <div style={{ minWidth: 0, flex: 1 }}>
        <Text size="sm" fw={600} truncate title={`${row.project} · ${row.label}`}>
          {row.label}{' '}
          <Text span c="dimmed" size="xs">
            {row.project}
          </Text>
        </Text>
        {isOpen ? (
          <input
            className={css['note']}
            aria-label={t('noteOf', { name: row.label })}
            placeholder={t('note')}
            value={row.description}
            maxLength={1000}
            onChange={({ currentTarget }) => replace({ ...row, description: currentTarget.value })}
          />
        ) : (
          <Text size="xs" c="dimmed" truncate title={row.description}>
            {row.description || (row.approver && t('decidedBy', { name: row.approver }))}
          </Text>
        )}
      </div>
      {isOpen && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={t('removeRow', { name: row.label })}
          onClick={remove}
        >
          <Icon name="close" size={14} />
        </ActionIcon>
      )}
    </div>
  )
}
