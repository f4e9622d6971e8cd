/**
 * The door: what a browser asks before anybody has signed in. Whether it must be asked which firm it belongs to, so that
 * no sign-in has to fail to find that out; and under which name and colour the application is installed.
 */
import type { FastifyRequest } from 'fastify'
import { findTenant } from '#engines/access'
import { shadesOf } from '#kernel/colour.ts'
import { ask } from '#kernel/run.ts'
import { anonymousCall } from '../call.ts'
import type { Served, Surface } from './surface.ts'

/** The shade that carries white text, as the mark of the application is drawn. */
const TILE_SHADE = 7

const plain = { name: 'Throughline', colour: '#1f4fd8', logo: null }

export const door: Surface = (app, served) => {
  app.get('/v1/door', async (request, reply) => {
    const named = nameIn(request)
    const tenantId = await findTenant(served.house.pool, named)
    const firm = tenantId !== null ? 'known' : named === undefined ? 'unnamed' : 'unknown'
    return reply.header('cache-control', 'no-store').send({ firm })
  })
  app.get('/manifest.webmanifest', async (request, reply) => {
    const brand = (await brandFor(request, served)) ?? plain
    const icon = brand.logo ? { src: brand.logo.address } : { src: '/icon.svg', type: 'image/svg+xml' }
    return reply
      .headers({ 'cache-control': 'no-cache', vary: 'cookie' })
      .type('application/manifest+json; charset=utf-8')
      .send({
        name: brand.name ?? plain.name,
        short_name: brand.name ?? plain.name,
        start_url: '/',
        display: 'standalone',
        background_color: '#ffffff',
        theme_color: brand.colour === null ? plain.colour : shadesOf(brand.colour)[TILE_SHADE],
        icons: [{ ...icon, sizes: 'any' }],
      })
  })
}

/** The short name of the firm, as a browser has been told it: in a header, or in the address it was asked for. */
function nameIn({ headers, query }: FastifyRequest): string | undefined {
  const { firm } = query as { firm?: unknown }
  return [headers['throughline-tenant']].flat()[0] ?? (typeof firm === 'string' ? firm : undefined)
}

interface Brand {
  readonly name: string | null
  readonly colour: string | null
  readonly logo: { readonly address: string } | null
}

/** How the firm appears of whoever is signed in, else the one that is named, else the only one there is. */
async function brandFor(request: FastifyRequest, { house, identity }: Served): Promise<Brand | null> {
  const who = await identity.of(request)
  const tenantId = who?.tenantId ?? (await findTenant(house.pool, nameIn(request)))
  if (tenantId === null) return null
  return (await ask(
    house,
    'firm.getBranding',
    {},
    anonymousCall(tenantId, request.headers),
  )) as unknown as Brand
}
