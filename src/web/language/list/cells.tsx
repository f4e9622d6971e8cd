/** One row of a list: its cells on a desk, its card on a phone. */
import { nameOf } from '../../words/names.ts'
import { isFigure, isNothing, isWhole, Value } from '../value.tsx'
import { type Column, fieldOf } from './columns.ts'
import css from './list.module.css'

const shownIn = <Row,>(column: Column<Row>, row: Row) =>
  column.show ? column.show(row) : <Value name={column.name} value={fieldOf(row, column.name)} />

/** The cells of a row on a desk. */
export function Cells<Row>({ row, columns }: { row: Row; columns: readonly Column<Row>[] }) {
  return columns.map((column) => {
    const value = fieldOf(row, column.name)
    const figure = column.isFigure ?? isFigure(column.name, value)
    return (
      <div
        key={column.name}
        role="cell"
        data-column={column.name}
        data-whole={figure || isWhole(column.name, value) ? true : undefined}
        className={`${css['cell']} ${figure ? css['figure'] : ''}`}
      >
        {shownIn(column, row)}
      </div>
    )
  })
}

/** What stands in a card: a bare figure is told with its name, anything else says itself what it is. */
function InLine<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  const isBare = column.show === undefined && isFigure(column.name, fieldOf(row, column.name))
  return (
    <span>
      {isBare && <span className={css['told']}>{column.title ?? nameOf(column.name)} </span>}
      {shownIn(column, row)}
    </span>
  )
}

/** The card a row is on a phone. */
export function Card<Row>({ row, columns }: { row: Row; columns: readonly Column<Row>[] }) {
  const at = (place: Column<Row>['phone']) => columns.filter(({ phone }) => phone === place)
  const titles = at('title').length > 0 ? at('title') : columns.slice(0, 1)
  const title = fieldOf(row, titles[0]?.name ?? '')
  // What the title says already is not said again.
  const lines = at('line').filter(({ name, show }) => show || fieldOf(row, name) !== title)
  return (
    <>
      {titles.map((column) => (
        <div key={column.name} role="cell" className={`${css['cell']} ${css['title']}`}>
          <InLine column={column} row={row} />
        </div>
      ))}
      {at('end').map((column) => (
        <div key={column.name} role="cell" className={css['figure']}>
          {shownIn(column, row)}
        </div>
      ))}
      {lines.length > 0 && (
        <div role="cell" className={css['line']}>
          {lines
            .filter((column) => column.show || !isNothing(fieldOf(row, column.name)))
            .map((column) => (
              <InLine key={column.name} column={column} row={row} />
            ))}
        </div>
      )}
    </>
  )
}
