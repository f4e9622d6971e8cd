/** The readable reference, served by the program itself: what can be asked of it, for people. */
import { readFileSync } from 'node:fs'
import { operationsPage, refusalsPage } from './reference/page.ts'
import type { Surface } from './surface.ts'

const read = (name: string) => readFileSync(new URL(`reference/${name}`, import.meta.url), 'utf8')

export const reference: Surface = (app, { operations }) => {
  const pages = [
    ['/reference', 'text/html', operationsPage(operations)],
    ['/reference/refusals', 'text/html', refusalsPage()],
    ['/reference/style.css', 'text/css', read('style.css')],
    ['/reference/search.js', 'text/javascript', read('search.js')],
  ] as const
  app.get('/', (_request, reply) => reply.redirect('/reference'))
  for (const [path, type, text] of pages)
    app.get(path, (_request, reply) => reply.type(`${type}; charset=utf-8`).send(text))
}
