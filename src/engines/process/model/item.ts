/**
 * Reading of a moddle element without trusting its shape: the file is somebody else's, and what is
 * missing or of another type reads as absent.
 */

/** An element of the parsed file. */
export type Item = Readonly<{
  $type: string
  $attrs: Readonly<Record<string, unknown>>
  $parent?: unknown
  id?: string
  name?: string
}> &
  Readonly<Record<string, unknown>>

/** Whether a value is an element of the file. */
export function isItem(value: unknown): value is Item {
  return typeof value === 'object' && value !== null && '$type' in value
}

/** The elements of a list property; empty when absent. */
export function items(item: Item, property: string): Item[] {
  const value = item[property]
  return Array.isArray(value) ? value.filter(isItem) : []
}

/** One element of a property, or null. */
export function item(of: Item, property: string): Item | null {
  const value = of[property]
  return isItem(value) ? value : null
}

/** A text property, or null when absent or blank. */
export function text(of: Item, property: string): string | null {
  const value = of[property]
  if (typeof value !== 'string') return null
  const trimmed = value.trim()
  return trimmed === '' ? null : trimmed
}

/** The words of an element's documentation. */
export function documentation(of: Item): string {
  return items(of, 'documentation')
    .map((part) => text(part, 'text') ?? '')
    .join('\n')
    .trim()
}

/** The short type name: `bpmn:UserTask` is `UserTask`. */
export function typeName(of: Item): string {
  return of.$type.slice(of.$type.indexOf(':') + 1)
}
