/** What a model says of its decisions beside the standard: names in other languages (the property `name:de`), version tags. */
import { attribute, child, children } from './dmn-element.ts'
import { readXml, type XmlElement } from './xml.ts'

/** By the key of the decision, then by language. */
export type DecisionNames = Readonly<Record<string, Readonly<Record<string, string>>>>

const TRANSLATED = /^name:([a-z]{2})$/

/** Models never change once they are stored, so each is read once a program. */
const known = new Map<string, DecisionNames>()
const KNOWN_MAX = 1_000

/** The names in a stored model. */
export function namesIn(modelId: string, xml: string): DecisionNames {
  const found = known.get(modelId) ?? read(xml)
  if (known.size >= KNOWN_MAX) known.clear()
  known.set(modelId, found)
  return found
}

function read(xml: string): DecisionNames {
  return Object.fromEntries(
    children(readXml(xml), 'decision').flatMap((decision) => {
      const names = propertiesOf(decision).flatMap(([name, value]) => {
        const [, language] = TRANSLATED.exec(name) ?? []
        return language === undefined ? [] : [[language, value] as const]
      })
      const key = attribute(decision, 'id')
      return key === undefined || names.length === 0 ? [] : [[key, Object.fromEntries(names)] as const]
    }),
  )
}

/** The version tags in a model: `zeebe:versionTag` of a decision, by its key. */
export function versionTagsIn(xml: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    children(readXml(xml), 'decision').flatMap((decision) => {
      const tag = child(decision, 'extensionElements')?.children.find(({ name }) => name === 'versionTag')
      const [key, value] = [attribute(decision, 'id'), tag && attribute(tag, 'value')]
      return key === undefined || !value ? [] : [[key, value] as const]
    }),
  )
}

/** The properties of an element, as modellers write them. */
export function propertiesOf(element: XmlElement): (readonly [string, string])[] {
  const holders = child(element, 'extensionElements')?.children.filter(({ name }) => name === 'properties')
  return (holders ?? [])
    .flatMap(({ children: inner }) => inner)
    .flatMap((one) => {
      const [name, value] = [attribute(one, 'name'), attribute(one, 'value')]
      return one.name === 'property' && name !== undefined && value !== undefined
        ? [[name, value] as const]
        : []
    })
}
