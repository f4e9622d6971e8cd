/** The readable reference, served by the program itself: what can be asked of it, for people. */
import { readFileSync } from 'node:fs'
import { operationsPage, refusalsPage } from './reference/page.ts'
import type { Surface } from './surface.ts'
import { textAnswer } from './text-answer.ts'

const read = (name: string) => readFileSync(new URL(`reference/${name}`, import.meta.url), 'utf8')

export const reference: Surface = (app, { operations }) => {
  app.get(
    '/reference',
    textAnswer('text/html', () => operationsPage(operations)),
  )
  app.get('/reference/refusals', textAnswer('text/html', refusalsPage))
  app.get(
    '/reference/style.css',
    textAnswer('text/css', () => read('style.css')),
  )
  app.get(
    '/reference/search.js',
    textAnswer('text/javascript', () => read('search.js')),
  )
}
