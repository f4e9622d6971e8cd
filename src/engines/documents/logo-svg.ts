/**
 * What is in an SVG. Only what is known to draw is let through, tag by tag and attribute by attribute: a list of what is
 * bad would never be whole. Text is left out too, because a document has no fonts but its own. Pure.
 */
import { isUtf8 } from 'node:buffer'

/** An SVG as far as a logo is concerned: not readable, with something in it that does not belong, or its sides. */
export type SvgFinding =
  | { readonly kind: 'broken' }
  | { readonly kind: 'strange'; readonly what: string }
  | { readonly kind: 'plain'; readonly sides: readonly [number, number] }

const elements = new Set(
  'svg g defs title desc style path rect circle ellipse line polyline polygon linearGradient radialGradient stop clipPath'.split(
    ' ',
  ),
)

const SVG = 'http://www.w3.org/2000/svg'
const BROKEN: SvgFinding = { kind: 'broken' }
const strange = (what: string): SvgFinding => ({ kind: 'strange', what })

const name = '[A-Za-z_][\\w:.-]*'
const attribute = `\\s+${name}\\s*=\\s*(?:"[^"<]*"|'[^'<]*')`
const tag = new RegExp(`<(/?)(${name})((?:${attribute})*)\\s*(/?)>`, 'y')
const attributes = new RegExp(`\\s+(${name})\\s*=\\s*("[^"]*"|'[^']*')`, 'g')

/** Reads an SVG to its end, or to the first thing that does not belong into a logo. */
export function svgFinding(bytes: Uint8Array): SvgFinding {
  const text = plainText(bytes)
  if (text === null) return BROKEN
  const declaration = /<[!?][\w-]*/.exec(text)?.[0]
  if (declaration !== undefined) return strange(declaration)
  const open: string[] = []
  let root: ReadonlyMap<string, string> | undefined
  let at = 0
  while (at < text.length) {
    const next = text.indexOf('<', at)
    const between = text.slice(at, next === -1 ? text.length : next)
    const odd = textFinding(between, open)
    if (odd) return odd
    if (next === -1) break
    tag.lastIndex = next
    const found = tag.exec(text)
    if (!found) return BROKEN
    at = tag.lastIndex
    const [, closing, element = '', told = '', empty] = found
    if (closing) {
      if (open.pop() !== element || told !== '' || empty) return BROKEN
      continue
    }
    if (!elements.has(element)) return strange(`<${element}>`)
    const given = attributesOf(told)
    const trouble = attributeFinding(given)
    if (trouble) return trouble
    if (open.length === 0) {
      if (root || element !== 'svg') return BROKEN
      root = given
    }
    if (!empty) open.push(element)
  }
  return root && open.length === 0 ? rootFinding(root) : BROKEN
}

/** The text without its first declaration and comments; null where it is no UTF-8. */
function plainText(bytes: Uint8Array): string | null {
  if (!isUtf8(bytes)) return null
  return new TextDecoder()
    .decode(bytes)
    .replace(/^\s*<\?xml\s[^<>]*\?>/, '')
    .replace(/<!--(?:(?!--)[\s\S])*-->/g, '')
    .trim()
}

/** Text stands in titles and styles only. */
function textFinding(text: string, open: readonly string[]): SvgFinding | null {
  if (text.trim() === '') return null
  const element = open.at(-1)
  if (element === undefined) return BROKEN
  if (element === 'style') return valueFinding(text)
  return element === 'title' || element === 'desc' ? null : strange(text.trim().slice(0, 20))
}

const attributesOf = (told: string): ReadonlyMap<string, string> =>
  new Map([...told.matchAll(attributes)].map(([, one = '', value = '']) => [one, value.slice(1, -1)]))

/** Handlers run, links load: neither belongs into a logo. */
function attributeFinding(given: ReadonlyMap<string, string>): SvgFinding | null {
  for (const [one, value] of given) {
    const local = one.replace(/^.*:/, '').toLowerCase()
    if (local.startsWith('on') || local === 'src') return strange(one)
    if (local === 'href' && !value.startsWith('#')) return strange(`${one}="${value.slice(0, 20)}"`)
    if (one === 'xmlns' && value !== SVG) return strange(`xmlns="${value.slice(0, 40)}"`)
    const odd = local === 'href' || one.startsWith('xmlns') ? null : valueFinding(value)
    if (odd) return odd
  }
  return null
}

/** Words of style that load or hide something: rules of their own, addresses, escapes, entities. */
function valueFinding(value: string): SvgFinding | null {
  const found =
    /@[\w-]+|\\|&(?!(?:amp|lt|gt|quot|apos);)|expression\s*\(|(?:url|image|src)\s*\((?!\s*["']?#)/i.exec(
      value,
    )
  return found ? strange(value.slice(found.index, found.index + 20)) : null
}

/** The sides of the drawing; one that does not say how large it is cannot be laid out. */
function rootFinding(root: ReadonlyMap<string, string>): SvgFinding {
  if (root.get('xmlns') !== SVG) return BROKEN
  const box = root
    .get('viewBox')
    ?.trim()
    .split(/[\s,]+/)
    .map(Number)
  const sides = box?.length === 4 ? box.slice(2) : [root.get('width'), root.get('height')].map(pixels)
  const [width = Number.NaN, height = Number.NaN] = sides
  return width > 0 && height > 0 && Number.isFinite(width * height)
    ? { kind: 'plain', sides: [width, height] }
    : BROKEN
}

const pixels = (length: string | undefined) =>
  /^\d+(\.\d+)?(px)?$/.test(length ?? '') ? Number((length ?? '').replace('px', '')) : Number.NaN
