/**
 * How wide the columns of a table are: as what stands in them asks. Rows are drawn one by one, so no layout of the browser
 * can know what the widest cell of a column is; it is measured, before anybody sees the table, and again when rows come.
 */
import { type RefObject, useEffect, useLayoutEffect } from 'react'
import type { Column } from './columns.ts'

/** What the content of a column needs, in pixels, and whether it may be cut. */
export interface Need {
  readonly width: number
  /** Figures, days and states are never cut: half a number is a wrong number. */
  readonly isWhole: boolean
}

/** What text is left when there is no room, and from where on it is cut even if there is. */
const TEXT_MIN = 64
const TEXT_MAX = 420
/** A heading may be broken into two lines, so a long one does not widen its column further than this. */
const HEADING_MAX = 112
const GAP = 16
const PADDING = 24
const CHECKBOX = 24
const SETTLED_MS = 120

const floorOf = ({ width, isWhole }: Need) => (isWhole ? width : Math.min(width, TEXT_MIN))

/** The tracks of a grid that gives every column what it needs where there is room, and takes from texts where there is not. */
export function tracksOf(needs: readonly Need[]): string {
  return needs.map((need) => `minmax(${floorOf(need)}px, ${need.width}fr)`).join(' ')
}

/** On paper nothing can be scrolled: columns share the page, and texts are broken into lines. */
export function paperTracksOf(needs: readonly Need[]): string {
  return needs.map(({ width }) => `minmax(0, ${width}fr)`).join(' ')
}

/** Below this width a table is scrolled sideways, in pixels. */
export function widthMinOf(needs: readonly Need[]): number {
  return needs.reduce((sum, need) => sum + floorOf(need), 0) + GAP * Math.max(0, needs.length - 1) + PADDING
}

/** Until the rows are there, all columns are alike. */
export function evenTracks(columns: number, isChosen: boolean): React.CSSProperties {
  const tracks = `repeat(${columns}, minmax(0, 1fr))`
  return { '--columns': isChosen ? `${CHECKBOX}px ${tracks}` : tracks } as React.CSSProperties
}

/** Keeps the columns of a table as wide as their content asks. On a phone rows are cards, and nothing is measured. */
export function useWidths<Row>(
  table: RefObject<HTMLElement | null>,
  columns: readonly Column<Row>[],
  { isPhone, isChosen }: { readonly isPhone: boolean; readonly isChosen: boolean },
) {
  const names = columns.map(({ name }) => name).join(' ')
  useLayoutEffect(() => {
    const element = table.current
    if (!element || isPhone) return
    const needs = new Map<string, Need>()
    const order = names.split(' ')
    const measure = () => {
      if (element.clientWidth === 0) return
      widen(element, order.length + (isChosen ? 1 : 0), needs)
      if (needs.size === 0) return
      const all = order.map((name) => needs.get(name) ?? { width: TEXT_MIN, isWhole: false })
      const first = isChosen ? `${CHECKBOX}px ` : ''
      const widthMin = widthMinOf(all) + (isChosen ? CHECKBOX + GAP : 0)
      element.style.setProperty('--columns', first + tracksOf(all))
      element.style.setProperty('--columns-on-paper', first + paperTracksOf(all))
      element.style.setProperty('--width-min', `${widthMin}px`)
      element.toggleAttribute('data-scrolled', widthMin > element.clientWidth)
    }
    measure()
    // While somebody scrolls, rows come and go with every frame: widths follow when it is quiet.
    let waiting: ReturnType<typeof setTimeout> | undefined
    const soon = () => {
      if (needs.size === 0) return measure()
      clearTimeout(waiting)
      waiting = setTimeout(measure, SETTLED_MS)
    }
    const changes = new MutationObserver(soon)
    changes.observe(element, { childList: true, subtree: true, characterData: true })
    const size = new ResizeObserver(soon)
    size.observe(element)
    return () => {
      clearTimeout(waiting)
      changes.disconnect()
      size.disconnect()
      element.style.removeProperty('--width-min')
      element.removeAttribute('data-scrolled')
    }
  }, [table, names, isPhone, isChosen])
  useEffect(() => {
    const element = table.current
    element?.addEventListener('mouseover', tellWhole)
    return () => element?.removeEventListener('mouseover', tellWhole)
  }, [table])
}

/** Takes over what the cells need that are drawn now. */
function widen(table: HTMLElement, columns: number, needs: Map<string, Need>) {
  const cells = [...table.querySelectorAll<HTMLElement>('[data-column]')]
  if (!cells.some((cell) => cell.getAttribute('role') !== 'columnheader')) return
  const before = table.style.getPropertyValue('--columns')
  table.style.setProperty('--columns', `repeat(${columns}, max-content)`)
  for (const cell of cells) {
    const name = cell.dataset['column'] ?? ''
    const known = needs.get(name)
    const isHeading = cell.getAttribute('role') === 'columnheader'
    const isWhole = known?.isWhole || cell.dataset['whole'] !== undefined
    const asked = Math.ceil(cell.getBoundingClientRect().width) + 1
    const width = Math.min(asked, isHeading ? HEADING_MAX : isWhole ? asked : TEXT_MAX)
    needs.set(name, { width: Math.max(known?.width ?? 0, width), isWhole })
  }
  table.style.setProperty('--columns', before)
}

/** What had to be cut is told whole to who points at it, as it stands now: rows change while they are looked at. */
function tellWhole({ target }: Event) {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-column]') : null
  if (!cell || cell.querySelector('[title]')) return
  const cut = [...cell.querySelectorAll<HTMLElement>('*'), cell].find(
    (one) => one.scrollWidth > one.clientWidth,
  )
  cell.title = cut?.textContent ?? ''
}
