import type { XmlElement } from './xml.ts'

/** DMN 1.1 to 1.5, by the years in which the OMG put them up. */
const NAMESPACES = new Set([
  'http://www.omg.org/spec/DMN/20151101/dmn.xsd',
  'http://www.omg.org/spec/DMN/20180521/MODEL/',
  'https://www.omg.org/spec/DMN/20191111/MODEL/',
  'https://www.omg.org/spec/DMN/20211108/MODEL/',
  'https://www.omg.org/spec/DMN/20230324/MODEL/',
])

export function isDmn(element: XmlElement): boolean {
  return NAMESPACES.has(element.namespace)
}

export function child(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((e) => e.name === name && isDmn(e))
}

export function children(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((e) => e.name === name && isDmn(e))
}

export function attribute(element: XmlElement, name: string): string | undefined {
  return element.attributes.get(name)
}

export function nameOf(element: XmlElement): string {
  return (attribute(element, 'name') ?? '').replace(/\s+/g, ' ').trim()
}

/** The id, or where there is none the name, or the place in the file. */
export function idOf(element: XmlElement): string {
  const name = nameOf(element)
  return attribute(element, 'id') ?? (name === '' ? `${element.name} in line ${element.line}` : name)
}

/** The text of the `<text>` inside an element; undefined when there is none or it is blank. */
export function textIn(element: XmlElement | undefined): string | undefined {
  const text = element === undefined ? undefined : child(element, 'text')?.text.trim()
  return text === undefined || text === '' ? undefined : text
}

/** Whether a text is FEEL: DMN's own language, by whatever address a version names it, and what nothing else is said of. */
export function isFeel(language: string | undefined): boolean {
  return language === undefined || language.trim() === '' || /feel/i.test(language)
}

/** A reference as `namespace#id`; one without namespace is to this file. */
export function href(element: XmlElement, namespace: string): string {
  const reference = attribute(element, 'href') ?? ''
  return reference.startsWith('#') ? namespace + reference : reference
}
