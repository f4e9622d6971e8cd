/**
 * Names in other languages. A model says them with properties: `name:de` of a task is what it is called in German. The
 * names of the diagram itself are in the language the model is written in.
 */
import { type Item, isItem, items, text, typeName } from './item.ts'

/** By the id of an element, and of the process itself, then by language. */
export type Translations = Readonly<Record<string, Readonly<Record<string, string>>>>

/** Where the elements of a process stand, one below the other. */
const parts = ['flowElements', 'laneSets', 'lanes', 'artifacts']

/** Whether a property says a name in another language. */
export const isTranslation = (property: string) => said.test(property)

const said = /^name:([a-z]{2})$/

export function readTranslations(process: Item): Translations {
  const found: Record<string, Record<string, string>> = {}
  const read = (element: Item) => {
    const names = namesOf(element)
    if (element.id && Object.keys(names).length > 0) found[element.id] = names
    for (const part of parts) items(element, part).forEach(read)
    if (isItem(element['childLaneSet'])) read(element['childLaneSet'])
  }
  read(process)
  return found
}

function namesOf(element: Item): Record<string, string> {
  const holder = element['extensionElements']
  const values = isItem(holder) ? items(holder, 'values') : []
  const properties = values
    .filter((value) => typeName(value) === 'Properties')
    .flatMap((value) => items(value, 'properties'))
  return Object.fromEntries(
    properties.flatMap((property) => {
      const [, language] = said.exec(text(property, 'name') ?? '') ?? []
      const name = text(property, 'value')
      return language && name ? [[language, name]] : []
    }),
  )
}
