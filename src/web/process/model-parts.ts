/** What a model consists of, by id, so that two versions of it can be told apart part by part. */

export interface ModelPart {
  /** Its name, or that of the steps a flow leads from and to. */
  readonly name: string
  /** All that is said of it, spelt one way whoever has written it. */
  readonly text: string
}

const holders = new Set(['process', 'subProcess', 'adHocSubProcess', 'transaction'])
/** Which flows lead here and from here is said by the flows. */
const told = new Set(['incoming', 'outgoing'])

const isPart = (element: Element) =>
  element.hasAttribute('id') && holders.has(element.parentElement?.localName ?? '')

function spelt(element: Element): string {
  const attributes = [...element.attributes]
    .filter(({ name }) => !name.startsWith('xmlns'))
    .map(({ localName, value }) => `${localName}=${value}`)
    .sort()
  const inner = [...element.children].filter((child) => !told.has(child.localName) && !isPart(child))
  const text = element.children.length === 0 ? element.textContent?.trim() : ''
  return `(${[element.localName, ...attributes, text, ...inner.map(spelt)].join(' ')})`
}

function called(element: Element, model: Document): string {
  const own = element.getAttribute('name') || element.getAttribute('id') || ''
  if (element.localName !== 'sequenceFlow') return own
  const ends = ['sourceRef', 'targetRef'].map((end) => {
    const id = element.getAttribute(end) ?? ''
    return model.querySelector(`[id="${CSS.escape(id)}"]`)?.getAttribute('name') || id
  })
  return ends.join(' → ')
}

/** The parts of every process of a model: steps, events, gateways and the flows between them. */
export function modelParts(xml: string): ReadonlyMap<string, ModelPart> {
  const model = new DOMParser().parseFromString(xml, 'application/xml')
  const parts = [...model.getElementsByTagName('*')].filter(
    (element) => isPart(element) || element.localName === 'process',
  )
  return new Map(
    parts.map((element) => [
      element.getAttribute('id') ?? '',
      {
        name: called(element, model),
        text: spelt(element),
      },
    ]),
  )
}

export interface PartChange {
  readonly id: string
  readonly name: string
  readonly mine: Change
  readonly theirs: Change
}

/** What somebody did to a part; null where they left it as it was. */
export type Change = 'added' | 'changed' | 'removed' | null

type Parts = ReadonlyMap<string, ModelPart>

const changeOf = (before: ModelPart | undefined, after: ModelPart | undefined): Change => {
  if (!before) return after ? 'added' : null
  if (!after) return 'removed'
  return before.text === after.text ? null : 'changed'
}

/** Every part that either of two people has touched since the version both began with. */
export function touchedParts(begun: Parts, mine: Parts, theirs: Parts): readonly PartChange[] {
  return [...new Set([...theirs.keys(), ...mine.keys(), ...begun.keys()])].flatMap((id) => {
    const [old, one, other] = [begun.get(id), mine.get(id), theirs.get(id)]
    const [my, their] = [changeOf(old, one), changeOf(old, other)]
    const part = one ?? other ?? old
    return part && (my ?? their) ? [{ id, name: part.name, mine: my, theirs: their }] : []
  })
}
