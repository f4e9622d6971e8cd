/** A diagram with its names in the language of the screens, as far as its model says them. */
import { language } from '../words/words.ts'

const BPMN = 'http://www.omg.org/spec/BPMN/20100524/MODEL'

/** What is shown is not what is stored: only for a diagram that is looked at, never for one that is edited. */
export function inLanguage(xml: string): string {
  const wanted = `name:${language()}`
  if (!xml.includes(wanted)) return xml
  const file = new DOMParser().parseFromString(xml, 'application/xml')
  for (const property of file.querySelectorAll(`property[name="${wanted}"]`)) {
    const element = property.closest('extensionElements')?.parentElement
    element?.setAttribute('name', property.getAttribute('value') ?? '')
  }
  // A pool has the name of the process in it.
  for (const pool of file.getElementsByTagNameNS(BPMN, 'participant')) {
    const process = file.querySelector(`process[id="${CSS.escape(pool.getAttribute('processRef') ?? '')}"]`)
    const name = process?.getAttribute('name')
    if (name) pool.setAttribute('name', name)
  }
  return new XMLSerializer().serializeToString(file)
}
