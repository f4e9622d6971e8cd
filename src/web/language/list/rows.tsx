/** The rows of a list: a table on a desk, cards on a phone; only what is on the screen is drawn. */
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { usePrinting } from '../printing.ts'
import type { TableProps } from './columns.ts'
import { Head } from './head.tsx'
import css from './list.module.css'
import { OneRow } from './row.tsx'
import { evenTracks, useWidths } from './widths.ts'

interface RowsProps<Row> extends TableProps<Row> {
  readonly rows: readonly Row[]
  readonly reachedEnd: () => void
  /** Whether these are the rows of one group among others. */
  readonly isGroup?: boolean
}

const ROW_PX = 42
const CARD_PX = 66
const AHEAD = 20

export function Rows<Row>(props: RowsProps<Row>) {
  const { rows, columns, isPhone, label } = props
  const isChosen = props.chosen !== null
  const table = useRef<HTMLDivElement>(null)
  useWidths(table, columns, { isPhone, isChosen })
  return (
    <div
      ref={table}
      className={css['table']}
      style={evenTracks(columns.length, isChosen)}
      role="table"
      aria-label={label}
      aria-rowcount={rows.length + 1}
    >
      {!isPhone && <Head {...props} />}
      <Body {...props} />
    </div>
  )
}

/** Rows below each other, of which only those on the screen are drawn. */
export function Body<Row>(props: RowsProps<Row>) {
  const { rows, isPhone, reachedEnd } = props
  const isPrinting = usePrinting()
  const body = useRef<HTMLDivElement>(null)
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => (isPhone ? CARD_PX : ROW_PX),
    // Paper has all that was loaded.
    overscan: isPrinting ? rows.length : AHEAD,
    scrollMargin: body.current?.offsetTop ?? 0,
  })
  const drawn = virtual.getVirtualItems()
  const last = drawn.at(-1)?.index ?? 0
  useEffect(() => {
    if (last >= rows.length - AHEAD) reachedEnd()
  }, [last, rows.length, reachedEnd])
  return (
    <div ref={body} className={css['body']} role="rowgroup" style={{ height: virtual.getTotalSize() }}>
      {drawn.map((item) => (
        <OneRow
          key={props.idOf(rows[item.index] as Row)}
          {...props}
          isNumbered={!props.isGroup}
          row={rows[item.index] as Row}
          item={item}
          offset={item.start - virtual.options.scrollMargin}
          measure={virtual.measureElement}
        />
      ))}
    </div>
  )
}
