import { DecisionError, lineAndColumn } from '../decision-error.ts'

/** An element of a model file. Text is what stands directly inside, without the text of children. */
export interface XmlElement {
  readonly namespace: string
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlElement[]
  readonly text: string
  /** 1-based. */
  readonly line: number
  readonly column: number
}

/** Longest model in characters; the largest real ones are a tenth of it. */
const CHARACTERS_MAX = 5_000_000
/** Deepest nesting of elements. */
const DEPTH_MAX = 200
/** Most elements, diagram included; a table of 10,000 rules by ten columns stays below. */
const ELEMENTS_MAX = 300_000

interface Open {
  readonly tag: string
  readonly element: XmlElement & { children: XmlElement[]; text: string }
  readonly namespaces: ReadonlyMap<string, string>
}

const NAME = /[A-Za-z_:\u00c0-\uffff][\w:.\-\u00b7\u00c0-\uffff]*/y
const SPACE = /[ \t\r\n]*/y
const PREDEFINED: { readonly [name: string]: string } = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/**
 * Reads well-formed XML in one pass. There is no document type, so there are no entities to expand and nothing
 * external is ever loaded; size and depth are bounded. Errors carry line and column.
 */
export function readXml(xml: string): XmlElement {
  if (xml.length > CHARACTERS_MAX) {
    throw new DecisionError(
      'model_too_large',
      `The model has ${xml.length} characters, at most ${CHARACTERS_MAX} are read. Split it into several models.`,
    )
  }
  return new Reader(xml).read()
}

class Reader {
  readonly #xml: string
  #at = 0
  #line = 1
  #lineStart = 0
  #nextLine: number
  #elements = 0
  readonly #open: Open[] = []
  #root: XmlElement | undefined

  constructor(xml: string) {
    this.#xml = xml.startsWith('\uFEFF') ? xml.slice(1) : xml
    this.#nextLine = this.#xml.indexOf('\n')
  }

  read(): XmlElement {
    while (this.#at < this.#xml.length) {
      const next = this.#xml.indexOf('<', this.#at)
      this.#content(next < 0 ? this.#xml.length : next)
      if (next >= 0) this.#markup()
    }
    const unclosed = this.#open.at(-1)
    if (unclosed !== undefined) throw this.#error(`<${unclosed.tag}> is never closed. Close it.`)
    if (this.#root === undefined) throw this.#error('There is no element. Is this a DMN file?')
    return this.#root
  }

  #content(end: number): void {
    const raw = this.#xml.slice(this.#at, end)
    const inside = this.#open.at(-1)
    if (inside !== undefined) inside.element.text += this.#decode(raw)
    else if (raw.trim() !== '') throw this.#error('Text stands outside of the root element. Remove it.')
    this.#at = end
  }

  #markup(): void {
    const starts = (token: string) => this.#xml.startsWith(token, this.#at)
    if (starts('<!--')) this.#skip('-->', 'comment')
    else if (starts('<?')) this.#skip('?>', 'processing instruction')
    else if (starts('<![CDATA[')) this.#cdata()
    else if (starts('<!')) {
      throw this.#error(
        'A document type (<!DOCTYPE …>) is not read: entities are neither expanded nor loaded. Remove it.',
      )
    } else if (starts('</')) this.#closeTag()
    else this.#openTag()
  }

  #skip(end: string, what: string): void {
    const at = this.#xml.indexOf(end, this.#at + 2)
    if (at < 0) throw this.#error(`The ${what} is never closed. Close it with ${end}.`)
    this.#at = at + end.length
  }

  #cdata(): void {
    const end = this.#xml.indexOf(']]>', this.#at)
    const inside = this.#open.at(-1)
    if (end < 0 || inside === undefined)
      throw this.#error('The CDATA section stands outside or is never closed.')
    inside.element.text += this.#xml.slice(this.#at + 9, end)
    this.#at = end + 3
  }

  #closeTag(): void {
    const start = this.#at
    this.#at += 2
    const tag = this.#name()
    this.#space()
    if (this.#xml[this.#at] !== '>') throw this.#error(`</${tag} is not closed with >.`)
    this.#at += 1
    const opened = this.#open.pop()
    if (opened?.tag !== tag) {
      this.#at = start
      throw this.#error(
        `</${tag}> closes ${opened === undefined ? 'nothing' : `<${opened.tag}>`}. Match the tags.`,
      )
    }
  }

  #openTag(): void {
    const place = this.#place()
    this.#at += 1
    const tag = this.#name()
    const attributes = this.#attributes()
    const empty = this.#xml[this.#at] === '/'
    if (empty) this.#at += 1
    if (this.#xml[this.#at] !== '>') throw this.#error(`<${tag} is not closed with >.`)
    this.#at += 1
    const parent = this.#open.at(-1)
    const namespaces = scopeOf(
      parent?.namespaces ?? new Map([['xml', 'http://www.w3.org/XML/1998/namespace']]),
      attributes,
    )
    const [prefix, name] = split(tag)
    const namespace = namespaces.get(prefix) ?? ''
    if (prefix !== '' && namespace === '')
      throw this.#error(`The prefix ${prefix} of <${tag}> is not declared.`)
    const element = { namespace, name, attributes, children: [], text: '', ...place }
    if (parent !== undefined) parent.element.children.push(element)
    else if (this.#root === undefined) this.#root = element
    else throw this.#error(`<${tag}> stands beside the root element. A model has one root.`)
    if (!empty) this.#open.push({ tag, element, namespaces })
    this.#elements += 1
    if (this.#open.length > DEPTH_MAX || this.#elements > ELEMENTS_MAX) {
      const message = `The model has more than ${ELEMENTS_MAX} elements, or nests them more than ${DEPTH_MAX} deep. Split it.`
      throw new DecisionError('model_too_large', message, place)
    }
  }

  #attributes(): Map<string, string> {
    const attributes = new Map<string, string>()
    for (;;) {
      this.#space()
      const c = this.#xml[this.#at]
      if (c === undefined || c === '>' || c === '/') return attributes
      const name = this.#name()
      this.#space()
      if (this.#xml[this.#at] !== '=') throw this.#error(`The attribute ${name} has no value.`)
      this.#at += 1
      this.#space()
      const quote = this.#xml[this.#at]
      const end = quote === '"' || quote === "'" ? this.#xml.indexOf(quote, this.#at + 1) : -1
      if (end < 0) throw this.#error(`The value of ${name} is not quoted.`)
      if (attributes.has(name)) throw this.#error(`The attribute ${name} stands twice.`)
      attributes.set(name, this.#decode(this.#xml.slice(this.#at + 1, end)))
      this.#at = end + 1
    }
  }

  #name(): string {
    NAME.lastIndex = this.#at
    const name = NAME.exec(this.#xml)?.[0]
    if (name === undefined) throw this.#error('A name is expected here. Write < in text as &lt;.')
    this.#at += name.length
    return name
  }

  #space(): void {
    SPACE.lastIndex = this.#at
    this.#at += SPACE.exec(this.#xml)?.[0].length ?? 0
  }

  #decode(raw: string): string {
    if (!raw.includes('&')) return raw
    return raw.replace(/&(?:#x([0-9A-Fa-f]{1,6})|#(\d{1,7})|(\w+));?/g, (all, hex, decimal, name) => {
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
      const value = name === undefined ? codePoint(code) : PREDEFINED[name]
      if (value === undefined || !all.endsWith(';')) {
        throw this.#error(
          `${all} is no entity of XML. Only &lt; &gt; &amp; &quot; &apos; and character numbers are.`,
        )
      }
      return value
    })
  }

  /** Line and column here; each line end is found once, so that a whole file is counted once. */
  #place(): { line: number; column: number } {
    while (this.#nextLine >= 0 && this.#nextLine < this.#at) {
      this.#line += 1
      this.#lineStart = this.#nextLine + 1
      this.#nextLine = this.#xml.indexOf('\n', this.#lineStart)
    }
    return { line: this.#line, column: this.#at - this.#lineStart + 1 }
  }

  #error(message: string): DecisionError {
    return new DecisionError('model_syntax', message, lineAndColumn(this.#xml, this.#at))
  }
}

function codePoint(code: number): string | undefined {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined
}

function split(tag: string): [prefix: string, name: string] {
  const at = tag.indexOf(':')
  return at < 0 ? ['', tag] : [tag.slice(0, at), tag.slice(at + 1)]
}

function scopeOf(
  outer: ReadonlyMap<string, string>,
  attributes: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  let scope: Map<string, string> | undefined
  for (const [name, value] of attributes) {
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue
    scope ??= new Map(outer)
    scope.set(name === 'xmlns' ? '' : name.slice(6), value)
  }
  return scope ?? outer
}
