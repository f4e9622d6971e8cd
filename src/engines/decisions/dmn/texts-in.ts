/**
 * What a model says in other languages of the texts that its tables give people to read: a reason, the note of the rule
 * that gave it, and what the table itself is called, with which the note of what it decided begins. `text:de` stands among
 * the properties of an output entry, `annotation:de` among those of a rule, `name:de` among those of a decision.
 */
import { attribute, child, children, textIn } from './dmn-element.ts'
import { propertiesOf } from './names-in.ts'
import { readXml, type XmlElement } from './xml.ts'

/** A text as a table gives it, and the same by language. */
export interface SaidText {
  readonly text: string
  readonly said: Readonly<Record<string, string>>
}

/** Models never change once they are stored, so each is read once a program. */
const known = new Map<string, readonly SaidText[]>()
const KNOWN_MAX = 1_000

/** The texts of a model that has been read before. */
export const textsKnown = (modelId: string): readonly SaidText[] | undefined => known.get(modelId)

/** The texts of a stored model that it says in other languages. */
export function textsIn(modelId: string, xml: string): readonly SaidText[] {
  const definitions = readXml(xml)
  const found = [
    ...children(definitions, 'decision').flatMap(nameOf),
    ...rulesIn(definitions).flatMap(textsOf),
  ]
  if (known.size >= KNOWN_MAX) known.clear()
  known.set(modelId, found)
  return found
}

/** The rules of every table, wherever in a boxed expression it stands. */
function rulesIn(element: XmlElement): XmlElement[] {
  return element.children.flatMap((inner) =>
    inner.name === 'decisionTable' ? children(inner, 'rule') : rulesIn(inner),
  )
}

function textsOf(rule: XmlElement): SaidText[] {
  const notes = saidOf(rule, 'annotation')
  const [note] = children(rule, 'annotationEntry')
  const noteText = textIn(note) ?? child(rule, 'description')?.text.trim()
  return [
    ...(noteText ? [{ text: noteText, said: notes }] : []),
    ...children(rule, 'outputEntry').flatMap((entry) => {
      const text = literalIn(textIn(entry) ?? '')
      return text === null ? [] : [{ text, said: saidOf(entry, 'text') }]
    }),
  ].filter(({ said }) => Object.keys(said).length > 0)
}

function nameOf(decision: XmlElement): SaidText[] {
  const text = attribute(decision, 'name')
  const said = saidOf(decision, 'name')
  return text && Object.keys(said).length > 0 ? [{ text, said }] : []
}

function saidOf(element: XmlElement, what: 'text' | 'annotation' | 'name'): Record<string, string> {
  return Object.fromEntries(
    propertiesOf(element).flatMap(([name, value]) => {
      const [, kind, language] = /^(text|annotation|name):([a-z]{2})$/.exec(name) ?? []
      return kind === what && language ? [[language, value] as const] : []
    }),
  )
}

/** The text of a cell that is a text and nothing else; what is worked out has no other language. */
function literalIn(cell: string): string | null {
  const [, inner] = /^"((?:[^"\\]|\\.)*)"$/.exec(cell) ?? []
  return inner === undefined ? null : inner.replace(/\\(["\\])/g, '$1')
}
