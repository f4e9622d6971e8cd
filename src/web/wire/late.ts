/**
 * Parts of the application that are loaded when they are needed. The program may be away at that moment, or may have become
 * a newer one, which no longer has the parts of this page.
 */
import { type ComponentType, lazy } from 'react'
import { loadPatiently } from './connection.ts'

/** A component that is loaded when it is first shown. */
export const late = <Props>(load: () => Promise<{ readonly default: ComponentType<Props> }>) =>
  lazy(() => loadOrRenew(load))

/**
 * Loads a part; where a newer application has taken the place of the one this page is of, the page is opened anew, once.
 * What was typed is kept in the browser as drafts, and stands there again.
 */
export async function loadOrRenew<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await loadPatiently(load)
  } catch (cause) {
    if (!(await isReplaced()) || !isFirstTime()) throw cause
    window.location.reload()
    // Until then nothing is shown in its place.
    return new Promise<never>(() => undefined)
  }
}

/** The file this page began with, whose name holds a hash of its content. */
const beginning = () =>
  document.querySelector<HTMLScriptElement>('script[type=module][src^="/assets/"]')?.getAttribute('src') ??
  null

/** Does the program now serve another application than this page's? */
async function isReplaced(): Promise<boolean> {
  const mine = beginning()
  const answer = await fetch('/', { cache: 'no-store', headers: { accept: 'text/html' } }).catch(() => null)
  const page = answer?.ok ? await answer.text() : ''
  return mine !== null && page.includes('"/assets/') && !page.includes(mine)
}

const KEY = 'throughline.renewed'

/** Once for each application this tab has left: one that comes out of a cache again and again may not reload for ever. */
function isFirstTime(): boolean {
  const mine = beginning() ?? ''
  try {
    if (sessionStorage.getItem(KEY) === mine) return false
    sessionStorage.setItem(KEY, mine)
    return true
  } catch {
    // Where nothing can be remembered, the error is shown, with a button that does the same.
    return false
  }
}
