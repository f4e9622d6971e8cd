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
    // What people upload must be kept, not run: never shown as a page of ours, never guessed to be something else.
    reply.headers({
      etag: tag,
      'cache-control': 'private, no-cache',
      'content-disposition': `attachment; filename*=UTF-8''${encoded(name)}`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    })
    if (request.headers['if-none-match'] === tag) return reply.code(304).send()
    return reply.type(mediaType).send(Buffer.from(bytes))
  })
}

/** A name as RFC 8187 wants it: what could end the value or begin another is a number. */
const encoded = (name: string) =>
  encodeURIComponent(name).replace(/['()*!]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
