/** The logos of firms: what everybody may see who opens an address, before anybody has signed in. */
import { publicLogo } from '#flow/firm'
import { Refused } from '#kernel/refusal.ts'
import type { Surface } from './surface.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const SHA256 = /^[0-9a-f]{64}$/

export const logos: Surface = (app, { house }) => {
  app.get('/v1/logos/:tenantId/:sha256', async (request, reply) => {
    const { tenantId, sha256 } = request.params as { tenantId: string; sha256: string }
    const isPlace = UUID.test(tenantId) && SHA256.test(sha256)
    const logo = isPlace ? await publicLogo(house.pool, tenantId, sha256) : null
    if (!logo) throw new Refused('no_such_path', { method: request.method, path: request.url })
    // An SVG opened as a page of its own is still only a picture: it runs nothing, loads nothing and is in no frame.
    reply.headers({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
    })
    return reply.type(logo.mediaType).send(Buffer.from(logo.bytes))
  })
}
