/**
 * Under which name, colour and logo the firm appears. What was last seen is remembered in the browser, with the shades
 * made of the colour, so that a page begins as it will stay; the news of it are asked for later (`brand-news.tsx`).
 */
import type { MantineColorsTuple } from '@mantine/core'
import { useSyncExternalStore } from 'react'
import { isRecord, keep, keptAs } from '../wire/kept.ts'

export interface Brand {
  /** Null where that of the program, or of the firm, is shown. */
  readonly name: string | null
  /** The address of the logo. */
  readonly logo: string | null
  /** A logo as high as it is long stands beside a name, and for the page among others; a long one is the name. */
  readonly isSquare: boolean
  readonly shades: MantineColorsTuple | null
}

export const plainBrand: Brand = { name: null, logo: null, isSquare: false, shades: null }

export const PROGRAM_NAME = 'Throughline'

/** The shade that carries white text on light ground. */
const TILE_SHADE = 7
/** So many shades has a colour, each as it stands in a style. */
const SHADES = 10
const isHex = /^#[\da-f]{6}$/
const key = 'throughline.brand'
const listeners = new Set<() => void>()

/** Null until it is known for the first time in this browser. */
let brand: Brand | null = keptAs(key, isBrand)
if (brand) dress(brand)

/** Appears like this from now on. */
export function appearAs(next: Brand): void {
  const text = JSON.stringify(next)
  if (brand && JSON.stringify(brand) === text) return
  brand = next
  keep(key, text)
  dress(next)
  for (const tell of listeners) tell()
}

/** How the firm appears; null for the moment in which nobody knows yet. */
export function useBrand(): Brand | null {
  return useSyncExternalStore(
    (tell) => {
      listeners.add(tell)
      return () => listeners.delete(tell)
    },
    () => brand,
  )
}

/** Drawing with anything else would break every screen, also the one that asks for what is right. */
function isBrand(value: unknown): value is Brand {
  if (!isRecord(value)) return false
  const { name, logo, isSquare, shades } = value
  const isColour = Array.isArray(shades) && shades.length === SHADES && shades.every((one) => isHex.test(one))
  return (
    isTextOrNone(name) && isTextOrNone(logo) && typeof isSquare === 'boolean' && (shades === null || isColour)
  )
}

const isTextOrNone = (value: unknown) => value === null || typeof value === 'string'

/** What stands for the page outside of it: its sign among others, and the colour of the window around it. */
function dress({ name, logo, isSquare, shades }: Brand): void {
  const tile = shades?.[TILE_SHADE]
  const sign = logo && isSquare ? logo : tile ? initialOn(tile, name ?? PROGRAM_NAME) : '/icon.svg'
  document.querySelector('link[rel=icon]')?.setAttribute('href', sign)
  document.querySelector('link[rel=icon]')?.toggleAttribute('type', false)
  document.querySelector('meta[name=theme-color]')?.setAttribute('content', tile ?? '#ffffff')
}

/** A tile in the colour with the first letter of the name. */
function initialOn(colour: string, name: string): string {
  const letter = document.createElementNS('http://www.w3.org/2000/svg', 'text')
  letter.textContent = name.charAt(0).toUpperCase()
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="${colour}"/><text x="16" y="23" text-anchor="middle" font-family="system-ui,sans-serif" font-size="20" font-weight="700" fill="#fff">${letter.innerHTML}</text></svg>`
  return `data:image/svg+xml,${encodeURIComponent(drawing)}`
}
