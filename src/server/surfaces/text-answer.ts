/** Texts that stay the same for as long as the program runs: made when first asked for, sent small, and sent once. */
import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'

interface Made {
  readonly text: string
  readonly zipped: Buffer
  readonly tag: string
}

/** A handler that answers with a text of this media type. */
export function textAnswer(type: string, make: () => string) {
  let made: Made | undefined
  const ready = (): Made => {
    const text = make()
    const tag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 20)}"`
    return { text, zipped: gzipSync(text), tag }
  }
  return (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    made ??= ready()
    // Asked again each time, answered in a few bytes: a newer program is seen at once.
    reply.headers({ 'cache-control': 'no-cache', etag: made.tag, vary: 'accept-encoding' })
    if (request.headers['if-none-match'] === made.tag) return reply.code(304).send()
    reply.type(`${type}; charset=utf-8`)
    const takesGzip = /\bgzip\b/.test(String(request.headers['accept-encoding']))
    return takesGzip ? reply.header('content-encoding', 'gzip').send(made.zipped) : reply.send(made.text)
  }
}
