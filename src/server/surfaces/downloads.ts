/** The bytes of stored files: the one answer that is not JSON. */
import type { FastifyRequest } from 'fastify'
import { fileContent } from '#engines/documents'
import { Refused } from '#kernel/refusal.ts'
import { callOf } from '../call.ts'
import type { Surface } from './surface.ts'

export const downloads: Surface = (app, { house, identity }) => {
  const contract = house.registry.get('documents.getFile')?.contract
  if (!contract) return
  app.get('/v1/documents/:id/content', async (request: FastifyRequest, reply) => {
    const who = await identity.of(request)
    if (!who) throw new Refused('unauthenticated')
    const { id } = request.params as { id: string }
    const { name, mediaType, bytes, sha256 } = await fileContent(
      house,
      callOf(who, request.headers, contract),
      id,
    )
    const tag = `"${sha256}"`
    const isShown = isPdf(mediaType, bytes) && (request.query as { view?: string }).view !== undefined
    // What people upload must be kept, not run: never shown as a page of ours, never guessed to be something else.
    reply.headers({
      etag: tag,
      'cache-control': 'private, no-cache',
      'content-disposition': `${isShown ? 'inline' : 'attachment'}; filename*=UTF-8''${encoded(name)}`,
      ...(isShown ? shownToUs : kept),
      'x-content-type-options': 'nosniff',
    })
    if (request.headers['if-none-match'] === tag) return reply.code(304).send()
    return reply.type(mediaType).send(Buffer.from(bytes))
  })
}

/** What is kept is in nobody's frame and runs nothing. */
const kept = { 'content-security-policy': "default-src 'none'; sandbox" }

/** A document that is viewed stands in a frame of our own pages; the viewer of the browser may draw itself, and no more. */
const shownToUs = {
  'content-security-policy':
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'",
  'x-frame-options': 'SAMEORIGIN',
}

/** Only what says that it is one, and begins as one does. */
const isPdf = (mediaType: string, bytes: Uint8Array) =>
  mediaType === 'application/pdf' && Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '%PDF-'

/** A name as RFC 8187 wants it: what could end the value or begin another is a number. */
const encoded = (name: string) =>
  encodeURIComponent(name).replace(/['()*!]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
