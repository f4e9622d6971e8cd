/** A list in groups: each with its count and sums, and its rows when it is opened. Which are open stands in the address. */
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { QueryContract, WireGroup } from '#kernel/contract.ts'
import type { WireInput } from '../../wire/client.ts'
import { usePages } from '../../wire/queries.ts'
import { formatMinutes, formatMoney, formatNumber } from '../../words/format.ts'
import { useWords } from '../../words/words.ts'
import { Icon } from '../icon.tsx'
import { RefusalNote } from '../refusal-note.tsx'
import { words } from '../words.ts'
import type { TableProps } from './columns.ts'
import { groupAsked, groupName, keyOfGroup } from './grouping.ts'
import { Head } from './head.tsx'
import css from './list.module.css'
import { Body } from './rows.tsx'
import { Waiting } from './waiting.tsx'
import { walk } from './walk.ts'
import { evenTracks, useWidths } from './widths.ts'

interface GroupsProps<Row> extends TableProps<Row> {
  readonly contract: QueryContract
  /** What is asked for the groups; with a group, for its rows. */
  readonly input: Readonly<Record<string, unknown>>
  readonly groupBy: string
  readonly groups: readonly WireGroup[]
  readonly open: readonly string[]
  readonly toggle: (key: string) => void
  /** The rows that are loaded, of all open groups. */
  readonly rows: readonly Row[]
  readonly remember: (key: string, rows: readonly Row[]) => void
}

export function Groups<Row>(props: GroupsProps<Row>) {
  const { groups, columns, open, isPhone, label } = props
  const isChosen = props.chosen !== null
  const table = useRef<HTMLDivElement>(null)
  useHeightOf(table)
  useWidths(table, columns, { isPhone, isChosen })
  return (
    <div
      ref={table}
      className={css['table']}
      style={evenTracks(columns.length, isChosen)}
      role="table"
      aria-label={label}
      aria-rowcount={-1}
    >
      {!isPhone && (
        <Head {...props} figures={new Set(groups.flatMap((group) => Object.keys(sumsOf(group))))} />
      )}
      {groups.map((group) => {
        const key = keyOfGroup(group)
        return <OneGroup key={key} {...props} group={group} groupKey={key} isOpen={open.includes(key)} />
      })}
    </div>
  )
}

/** Draws anew when a group grows or shrinks, because those below it are somewhere else then. */
function useHeightOf(table: React.RefObject<HTMLDivElement | null>) {
  const [, setHeight] = useState(0)
  useEffect(() => {
    if (!table.current) return
    const observer = new ResizeObserver(([entry]) => setHeight(entry?.contentRect.height ?? 0))
    observer.observe(table.current)
    return () => observer.disconnect()
  }, [table])
}

interface OneGroupProps<Row> extends GroupsProps<Row> {
  readonly group: WireGroup
  readonly groupKey: string
  readonly isOpen: boolean
}

function OneGroup<Row>(props: OneGroupProps<Row>) {
  const { group, groupKey, groupBy, isOpen, toggle } = props
  const t = useWords(words)
  const onKeyDown = (event: KeyboardEvent<HTMLButtonElement>) => {
    if (event.key === 'ArrowRight' && !isOpen) toggle(groupKey)
    else if (event.key === 'ArrowLeft' && isOpen) toggle(groupKey)
    else if (!walk(event)) return
    event.preventDefault()
  }
  const name = groupName(groupBy, group) ?? t('noGroup')
  return (
    <>
      <div role="rowgroup">
        <div role="row" className={css['group']}>
          <div role="rowheader" className={css['groupName']} style={{ gridColumn: `1 / ${nameEnd(props)}` }}>
            <button
              type="button"
              data-stop
              className={css['groupButton']}
              aria-expanded={isOpen}
              onClick={() => toggle(groupKey)}
              onKeyDown={onKeyDown}
            >
              <Icon name={isOpen ? 'down' : 'next'} size={14} />
              <span className={css['cell']}>{name}</span>
              <span className={css['count']}>{formatNumber(group.count)}</span>
            </button>
          </div>
          <Sums {...props} />
        </div>
      </div>
      {isOpen && <GroupRows {...props} />}
    </>
  )
}

/** The sums of a group as texts, by field. */
const sumsOf = ({ amounts, minutes }: WireGroup): Readonly<Record<string, readonly string[]>> => ({
  ...Object.fromEntries(Object.entries(amounts).map(([name, all]) => [name, all.map(formatMoney)])),
  ...Object.fromEntries(Object.entries(minutes).map(([name, sum]) => [name, [formatMinutes(sum)]])),
})

/** The name of a group takes the room up to the first column with a sum. */
function nameEnd<Row>({ columns, group, chosen, isPhone }: OneGroupProps<Row>): number {
  const sums = sumsOf(group)
  const first = columns.findIndex(({ name }) => sums[name])
  if (isPhone) return 2
  return first < 1 ? -1 : first + (chosen ? 2 : 1)
}

/** Each sum stands in the column it is the sum of; on a phone that of the figure at the end of its cards. */
function Sums<Row>({ columns, group, chosen, isPhone }: OneGroupProps<Row>) {
  const sums = sumsOf(group)
  const first = isPhone ? 0 : 1
  return columns.map(({ name, phone }, index) =>
    sums[name] && index >= first && (!isPhone || phone === 'end') ? (
      <div
        key={name}
        role="cell"
        data-column={name}
        data-whole
        className={css['groupSum']}
        style={{ gridColumn: isPhone ? 2 : index + (chosen ? 2 : 1) }}
      >
        {sums[name].map((text) => (
          <div key={text}>{text}</div>
        ))}
      </div>
    ) : null,
  )
}

function GroupRows<Row>(props: OneGroupProps<Row>) {
  const { contract, input, group, groupKey, remember } = props
  const pages = usePages(contract, { ...input, group: groupAsked(group) } as WireInput<QueryContract>)
  const [rows, setRows] = useState<readonly Row[]>([])
  useEffect(() => {
    if (!pages.data) return
    const loaded = pages.data.pages.flatMap(({ items }) => items) as Row[]
    setRows(loaded)
    remember(groupKey, loaded)
  }, [pages.data, groupKey, remember])
  useEffect(() => () => remember(groupKey, []), [groupKey, remember])
  if (pages.error) return <RefusalNote error={pages.error} retry={() => void pages.refetch()} />
  if (pages.isPending) return <Waiting />
  const reachedEnd = () => {
    if (pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage()
  }
  return <Body {...props} rows={rows} reachedEnd={reachedEnd} isGroup />
}
