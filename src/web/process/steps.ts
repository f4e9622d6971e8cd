/** The steps of a model, read from its file in the browser: what a person may name when versions are compared. */

export interface Step {
  readonly id: string
  readonly name: string
  /** The name of the element in the standard: `userTask`. */
  readonly kind: string
}

/** Elements an instance can stand at. */
const standing = /Task$|^task$|^callActivity$|^subProcess$|^transaction$|^adHocSubProcess$|Event$|Gateway$/

/** Every element of a model an instance can stand at, in the order of the file. */
export function stepsOf(xml: string): readonly Step[] {
  const model = new DOMParser().parseFromString(xml, 'application/xml')
  return [...model.getElementsByTagNameNS('http://www.omg.org/spec/BPMN/20100524/MODEL', '*')]
    .filter(({ localName }) => standing.test(localName))
    .map((element) => ({
      id: element.getAttribute('id') ?? '',
      name: element.getAttribute('name') ?? '',
      kind: element.localName,
    }))
}
