/** The beginning: what a browser may lack is brought first, then the application is drawn. */
import { draw } from './shell/app.tsx'
import { loadOrRenew } from './wire/late.ts'

if (!('Temporal' in globalThis)) await loadOrRenew(() => import('temporal-polyfill/global'))
await draw(document.getElementById('root') as HTMLElement)
