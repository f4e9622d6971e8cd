/**
 * The web application: its files, and its one page for every address that is not somebody else's, because the
 * application itself knows what to show there.
 */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refused } from '#kernel/refusal.ts'
import { type Asset, chosenEncoding } from '../web/site.ts'
import { waitingPage } from '../web/waiting-page.ts'
import type { Surface } from './surface.ts'

/** The addresses that are never a page of the application, whatever is asked for there. */
const others = /^\/(v1|reference|openapi\.json|healthz|readyz|metrics|assets)(\/|$)/

/**
 * No script but our own files, nothing from elsewhere, in nobody's frame. Styles may be set on elements, because the
 * components of the application do so.
 */
const PAGE_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "connect-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "worker-src 'self'",
  "object-src 'none'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'self'",
].join('; ')

export const web: Surface = (app, { web: state }) => {
  app.get('/*', async (request, reply) => {
    const path = request.url.split('?')[0] ?? '/'
    reply.header('content-security-policy', PAGE_POLICY)
    const asset = state.site?.get(path)
    if (asset) return send(request, reply, asset)
    if (others.test(path) || (path !== '/' && !wantsPage(request)))
      throw new Refused('no_such_path', { method: request.method, path })
    const page = state.site?.get('/index.html')
    if (page) return send(request, reply, page)
    return reply
      .code(path === '/' ? 200 : 404)
      .type('text/html; charset=utf-8')
      .send(waitingPage(state.why))
  })
}

/** A person who opens an address, not a program or a page that asks for a file that is gone. */
const wantsPage = ({ headers }: FastifyRequest) => /\btext\/html\b/.test(headers.accept ?? '')

async function send(request: FastifyRequest, reply: FastifyReply, asset: Asset): Promise<FastifyReply> {
  const { type, etag, immutable, bytes } = asset
  reply.headers({
    etag,
    vary: 'accept-encoding',
    'cache-control': immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
  })
  if (request.headers['if-none-match'] === etag) return reply.code(304).send()
  const encoding = chosenEncoding([request.headers['accept-encoding']].flat().join(','))
  const smaller = encoding && (await asset.encoded(encoding))
  if (smaller) reply.header('content-encoding', encoding)
  return reply.type(type).send(smaller ?? bytes)
}
