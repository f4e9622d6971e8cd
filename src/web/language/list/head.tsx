/** The headings of a list, which sort it. */
import { Checkbox } from '@mantine/core'
import { nameOf } from '../../words/names.ts'
import { useWords } from '../../words/words.ts'
import { Icon } from '../icon.tsx'
import { isFigure } from '../value.tsx'
import { words } from '../words.ts'
import { fieldOf, type TableProps } from './columns.ts'
import css from './list.module.css'

interface HeadProps<Row> extends TableProps<Row> {
  readonly rows: readonly Row[]
  /** Columns that are known to have figures, also while no row is there. */
  readonly figures?: ReadonlySet<string>
}

export function Head<Row>({ rows, columns, sort, setSort, chosen, choose, idOf, figures }: HeadProps<Row>) {
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
          const figure =
            column.isFigure ??
            (figures?.has(column.name) || isFigure(column.name, fieldOf(first ?? {}, column.name)))
          const order = isSorted ? (isDown ? 'descending' : 'ascending') : undefined
          return (
            <div
              key={column.name}
              role="columnheader"
              data-column={column.name}
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
                <span className={css['name']}>{title}</span>
              )}
            </div>
          )
        })}
      </div>
    </div>
  )
}
