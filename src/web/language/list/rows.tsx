/** The rows of a list: a table on a desk, cards on a phone; only what is on the screen is drawn. */
import { Checkbox } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useWindowVirtualizer, type VirtualItem } from '@tanstack/react-virtual'
import { type KeyboardEvent, type MouseEvent, useEffect, useRef } from 'react'
import { nameOf } from '../../words/names.ts'
import { useWords } from '../../words/words.ts'
import { Icon } from '../icon.tsx'
import { isFigure, Value } from '../value.tsx'
import { words } from '../words.ts'
import { type Column, fieldOf } from './columns.ts'
import css from './list.module.css'

interface RowsProps<Row> {
  readonly label: string
  readonly rows: readonly Row[]
  readonly columns: readonly Column<Row>[]
  readonly idOf: (row: Row) => string
  readonly opens?: (row: Row) => string
  readonly isPhone: boolean
  readonly sort: string | undefined
  readonly setSort: (sort: string) => void
  /** The chosen rows, or null where nothing can be done with several. */
  readonly chosen: ReadonlySet<string> | null
  readonly choose: (ids: ReadonlySet<string>) => void
  readonly reachedEnd: () => void
}

const ROW_PX = 42
const CARD_PX = 66
const AHEAD = 20

export function Rows<Row>(props: RowsProps<Row>) {
  const { rows, columns, isPhone, chosen, reachedEnd } = props
  const body = useRef<HTMLDivElement>(null)
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => (isPhone ? CARD_PX : ROW_PX),
    overscan: AHEAD,
    scrollMargin: body.current?.offsetTop ?? 0,
  })
  const drawn = virtual.getVirtualItems()
  const last = drawn.at(-1)?.index ?? 0
  useEffect(() => {
    if (last >= rows.length - AHEAD) reachedEnd()
  }, [last, rows.length, reachedEnd])
  const tracks = columns.map(({ width = 1 }) => `minmax(0, ${width}fr)`).join(' ')
  const style = { '--columns': chosen ? `24px ${tracks}` : tracks } as React.CSSProperties
  return (
    <div
      className={css['table']}
      style={style}
      role="table"
      aria-label={props.label}
      aria-rowcount={rows.length + 1}
    >
      {!isPhone && <Head {...props} />}
      <div ref={body} className={css['body']} role="rowgroup" style={{ height: virtual.getTotalSize() }}>
        {drawn.map((item) => (
          <OneRow
            key={props.idOf(rows[item.index] as Row)}
            {...props}
            row={rows[item.index] as Row}
            item={item}
            offset={item.start - virtual.options.scrollMargin}
            measure={virtual.measureElement}
          />
        ))}
      </div>
    </div>
  )
}

function Head<Row>({ rows, columns, sort, setSort, chosen, choose, idOf }: RowsProps<Row>) {
  const t = useWords(words)
  const first = rows[0]
  return (
    <div role="rowgroup">
      <div className={css['head']} role="row">
        {chosen && (
          <span role="columnheader">
            <Checkbox
              size="xs"
              aria-label={t('chooseAll')}
              checked={chosen.size > 0 && chosen.size === rows.length}
              indeterminate={chosen.size > 0 && chosen.size < rows.length}
              onChange={({ currentTarget }) => choose(new Set(currentTarget.checked ? rows.map(idOf) : []))}
            />
          </span>
        )}
        {columns.map((column) => {
          const title = column.title ?? nameOf(column.name)
          const isDown = sort === `-${column.sort}`
          const isSorted = column.sort !== undefined && (sort === column.sort || isDown)
          const figure = column.isFigure ?? isFigure(column.name, fieldOf(first, column.name))
          const order = isSorted ? (isDown ? 'descending' : 'ascending') : undefined
          return (
            <div
              key={column.name}
              role="columnheader"
              aria-sort={order}
              className={`${css['heading']} ${figure ? css['figure'] : ''}`}
            >
              {column.sort ? (
                <button
                  type="button"
                  className={css['sort']}
                  title={t('sortBy', { name: title })}
                  onClick={() => setSort(isSorted && !isDown ? `-${column.sort}` : (column.sort ?? ''))}
                >
                  {title}
                  {isSorted && <Icon name={isDown ? 'down' : 'up'} size={12} />}
                </button>
              ) : (
                <span className={css['cell']}>{title}</span>
              )}
            </div>
          )
        })}
      </div>
    </div>
  )
}

interface OneRowProps<Row> extends RowsProps<Row> {
  readonly row: Row
  readonly item: VirtualItem
  readonly offset: number
  readonly measure: (element: Element | null) => void
}

function OneRow<Row>(props: OneRowProps<Row>) {
  const { row, item, offset, columns, idOf, opens, isPhone, chosen, choose, measure } = props
  const t = useWords(words)
  const navigate = useNavigate()
  const id = idOf(row)
  const isChosen = chosen?.has(id) ?? false
  const open = () => {
    if (opens) void navigate({ to: opens(row) })
  }
  const toggle = () => {
    if (!chosen) return
    const next = new Set(chosen)
    if (!next.delete(id)) next.add(id)
    choose(next)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.target !== event.currentTarget) return
    if (event.key === 'Enter') open()
    else if (event.key === ' ' && chosen) toggle()
    else if (event.key === 'ArrowDown') focusOn(event.currentTarget.nextElementSibling)
    else if (event.key === 'ArrowUp') focusOn(event.currentTarget.previousElementSibling)
    else return
    event.preventDefault()
  }
  const onClick = (event: MouseEvent<HTMLDivElement>) => {
    // What can be pressed in a row does its own thing; text being selected is not a wish to leave.
    if ((event.target as Element).closest('a, button, input, label')) return
    if (String(window.getSelection()) === '') open()
  }
  return (
    <div
      ref={measure}
      role="row"
      tabIndex={0}
      data-index={item.index}
      data-opens={opens ? true : undefined}
      data-chosen={isChosen || undefined}
      aria-rowindex={item.index + 2}
      aria-selected={chosen ? isChosen : undefined}
      className={`${css['row']} ${isPhone ? css['card'] : ''}`}
      style={{ transform: `translateY(${offset}px)` }}
      onClick={onClick}
      onKeyDown={onKeyDown}
    >
      {chosen && !isPhone && (
        <span role="cell">
          <Checkbox size="xs" aria-label={t('choose')} checked={isChosen} onChange={toggle} />
        </span>
      )}
      {isPhone ? <Card row={row} columns={columns} /> : <Cells row={row} columns={columns} />}
    </div>
  )
}

const focusOn = (element: Element | null) => (element as HTMLElement | null)?.focus()

const shownIn = <Row,>(column: Column<Row>, row: Row) =>
  column.show ? column.show(row) : <Value name={column.name} value={fieldOf(row, column.name)} />

/** The cells of a row on a desk. */
export function Cells<Row>({ row, columns }: { row: Row; columns: readonly Column<Row>[] }) {
  return columns.map((column) => {
    const figure = column.isFigure ?? isFigure(column.name, fieldOf(row, column.name))
    return (
      <div key={column.name} role="cell" className={`${css['cell']} ${figure ? css['figure'] : ''}`}>
        {shownIn(column, row)}
      </div>
    )
  })
}

/** The card a row is on a phone. */
export function Card<Row>({ row, columns }: { row: Row; columns: readonly Column<Row>[] }) {
  const at = (place: Column<Row>['phone']) => columns.filter(({ phone }) => phone === place)
  const titles = at('title').length > 0 ? at('title') : columns.slice(0, 1)
  const lines = at('line')
  return (
    <>
      {titles.map((column) => (
        <div key={column.name} role="cell" className={`${css['cell']} ${css['title']}`}>
          {shownIn(column, row)}
        </div>
      ))}
      {at('end').map((column) => (
        <div key={column.name} role="cell" className={css['figure']}>
          {shownIn(column, row)}
        </div>
      ))}
      {lines.length > 0 && (
        <div role="cell" className={css['line']}>
          {lines.map((column) => (
            <span key={column.name}>{shownIn(column, row)}</span>
          ))}
        </div>
      )}
    </>
  )
}
