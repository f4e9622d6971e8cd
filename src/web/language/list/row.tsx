/** A row of a list, which opens, is chosen, and is gone to by keyboard. */
import { Checkbox } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import type { VirtualItem } from '@tanstack/react-virtual'
import { type KeyboardEvent, type MouseEvent, use } from 'react'
import { useWords } from '../../words/words.ts'
import { MayOpen } from '../may-open.ts'
import { words } from '../words.ts'
import { Card, Cells } from './cells.tsx'
import type { TableProps } from './columns.ts'
import css from './list.module.css'
import { walk } from './walk.ts'

export interface OneRowProps<Row> extends TableProps<Row> {
  readonly row: Row
  readonly item: VirtualItem
  readonly offset: number
  /** Whether its place in the whole table is known. */
  readonly isNumbered: boolean
  readonly measure: (element: Element | null) => void
}

export function OneRow<Row>(props: OneRowProps<Row>) {
  const { row, item, offset, columns, idOf, opens, isPhone, chosen, choose, measure, isNumbered } = props
  const t = useWords(words)
  const navigate = useNavigate()
  const id = idOf(row)
  const isChosen = chosen?.has(id) ?? false
  const mayOpen = use(MayOpen)
  const told = opens?.(row) ?? null
  const place = told !== null && mayOpen(told) ? told : null
  const open = () => {
    if (place !== null) void navigate({ to: place })
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
    else if (!walk(event)) return
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
      data-stop
      data-index={item.index}
      data-opens={place === null ? undefined : true}
      data-chosen={isChosen || undefined}
      aria-rowindex={isNumbered ? item.index + 2 : undefined}
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
