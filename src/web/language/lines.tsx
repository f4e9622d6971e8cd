/** Rows that are in hand: the lines of a document, a statement. They look as a list does, and may end in a sum. */
import { useMediaQuery } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, type MouseEvent, type ReactNode, use, useRef } from 'react'
import { nameOf } from '../words/names.ts'
import { Card, Cells } from './list/cells.tsx'
import { type Column, fieldOf, PHONE } from './list/columns.ts'
import css from './list/list.module.css'
import { evenTracks, useWidths } from './list/widths.ts'
import { MayOpen } from './may-open.ts'
import { isFigure } from './value.tsx'

export interface LinesProps<Row> {
  /** What the rows are, for who cannot see them. */
  readonly label: string
  readonly rows: readonly Row[]
  readonly columns: readonly Column<Row>[]
  readonly idOf: (row: Row) => string
  /** Where a row leads, or null where it leads nowhere. */
  readonly opens?: (row: Row) => string | null
  /** The sum under the rows, by column. */
  readonly sum?: Readonly<Record<string, ReactNode>>
  /** The width below which the table is scrolled sideways, in pixels. */
  readonly widthMin?: number
}

export function Lines<Row>({ label, rows, columns, idOf, opens, sum, widthMin }: LinesProps<Row>) {
  const isPhone = useMediaQuery(PHONE, undefined, { getInitialValueInEffect: false }) ?? false
  const table = useRef<HTMLDivElement>(null)
  useWidths(table, columns, { isPhone, isChosen: false })
  const style = {
    ...evenTracks(columns.length, false),
    ...(widthMin && !isPhone ? { minWidth: widthMin } : {}),
  }
  return (
    <div className={css['scrolled']}>
      <div ref={table} className={css['table']} role="table" aria-label={label} style={style}>
        {!isPhone && <Headings columns={columns} first={rows[0]} />}
        <div role="rowgroup">
          {rows.map((row) => (
            <OneLine
              key={idOf(row)}
              row={row}
              columns={columns}
              isPhone={isPhone}
              place={opens?.(row) ?? null}
            />
          ))}
          {sum && rows.length > 0 && <Sum columns={columns} sum={sum} isPhone={isPhone} />}
        </div>
      </div>
    </div>
  )
}

function Headings<Row>({ columns, first }: { columns: readonly Column<Row>[]; first: Row | undefined }) {
  return (
    <div role="rowgroup">
      <div className={`${css['head']} ${css['still']}`} role="row">
        {columns.map(({ name, title, isFigure: figure }) => (
          <div
            key={name}
            role="columnheader"
            data-column={name}
            className={`${css['heading']} ${(figure ?? isFigure(name, fieldOf(first ?? {}, name))) ? css['figure'] : ''}`}
          >
            <span className={css['name']}>{title ?? nameOf(name)}</span>
          </div>
        ))}
      </div>
    </div>
  )
}

interface OneLineProps<Row> {
  readonly row: Row
  readonly columns: readonly Column<Row>[]
  readonly isPhone: boolean
  readonly place: string | null
}

function OneLine<Row>({ row, columns, isPhone, place: told }: OneLineProps<Row>) {
  const navigate = useNavigate()
  const mayOpen = use(MayOpen)
  const place = told !== null && mayOpen(told) ? told : null
  const open = () => {
    if (place) void navigate({ href: place })
  }
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key !== 'Enter' || event.target !== event.currentTarget) return
    event.preventDefault()
    open()
  }
  const onClick = (event: MouseEvent<HTMLDivElement>) => {
    if ((event.target as Element).closest('a, button, input, label')) return
    if (String(window.getSelection()) === '') open()
  }
  const look = `${css['row']} ${css['still']} ${isPhone ? css['card'] : ''}`
  return (
    <div
      role="row"
      className={look}
      data-opens={place ? true : undefined}
      {...(place ? { tabIndex: 0, onKeyDown, onClick } : {})}
    >
      {isPhone ? <Card row={row} columns={columns} /> : <Cells row={row} columns={columns} />}
    </div>
  )
}

/** The sum is a row like the others, drawn from what was summed instead of from a row. */
function Sum<Row>({
  columns,
  sum,
  isPhone,
}: {
  columns: readonly Column<Row>[]
  sum: Readonly<Record<string, ReactNode>>
  isPhone: boolean
}) {
  const summed = columns.map(
    (column): Column<Row> => ({
      ...column,
      isFigure: sum[column.name] != null,
      show: () => sum[column.name] ?? null,
    }),
  )
  // A card has no columns to stand under: it shows what is summed, and first what that is.
  const told = isPhone ? summed.filter(({ name }) => sum[name] != null) : summed
  const [first, ...rest] = told
  const drawn = first ? [{ ...first, isFigure: false, phone: 'title' as const }, ...rest] : told
  return (
    <div role="row" className={`${css['row']} ${css['still']} ${css['sum']} ${isPhone ? css['card'] : ''}`}>
      {isPhone ? <Card row={{} as Row} columns={drawn} /> : <Cells row={{} as Row} columns={drawn} />}
    </div>
  )
}
