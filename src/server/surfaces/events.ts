/**
 * What is done, as it happens: `GET /v1/events`, server-sent events from the journal. A listener that comes back with
 * `Last-Event-ID` is told what it missed; one that does not read is let go and comes back.
 */
import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { isSnapshot } from '#kernel/news.ts'
import { Refused } from '#kernel/refusal.ts'
import { openFeed, type Sent } from '../events/feed.ts'
import type { Surface } from './surface.ts'

/** Proxies close what says nothing; and we notice who is gone. */
const HEARTBEAT_MS = 15_000
/** What a listener may have left unread when there is more to tell, in bytes. */
const UNREAD_MAX = 256 * 1024
/** How soon a browser comes back. */
const RETRY_MS = 2_000

export const events: Surface = (app, { house, identity }) => {
  const feed = openFeed(house)
  const streams = new Set<ServerResponse>()
  const heartbeat = setInterval(() => {
    for (const stream of streams) write(stream, ': still here\n\n')
  }, HEARTBEAT_MS).unref()
  app.addHook('preClose', async () => {
    clearInterval(heartbeat)
    await feed.stop()
  })
  app.addHook('onResponse', async ({ method }) => {
    if (method === 'POST') feed.wake()
  })
  app.get('/v1/events', { exposeHeadRoute: false }, async (request, reply) => {
    const who = await identity.of(request)
    if (!who) throw new Refused('unauthenticated')
    const place = [request.headers['last-event-id']].flat()[0] ?? ''
    const stream = reply.raw
    const leave = feed.join({
      who,
      since: isSnapshot(place) ? place : null,
      send: (sent) => write(stream, sent.map(asText).join('')),
      close: (why) => stream.end(asText({ name: 'end', data: JSON.stringify({ why }) })),
    })
    streams.add(stream)
    stream.once('close', () => {
      streams.delete(stream)
      leave()
    })
    reply.hijack()
    stream.writeHead(200, { ...(reply.getHeaders() as OutgoingHttpHeaders), ...headers })
    stream.write(`retry: ${RETRY_MS}\n\n`)
    // A place that nobody gave out: what was missed is not known, so all is to be read anew.
    if (place !== '' && !isSnapshot(place)) stream.write(asText({ name: 'reset', data: '{}' }))
  })
}

const headers: OutgoingHttpHeaders = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  // Some proxies keep answers back until they are whole.
  'x-accel-buffering': 'no',
}

function asText({ name, data, id }: Sent): string {
  const fields = { event: name, data, id }
  const lines = Object.entries(fields).flatMap(([field, value]) =>
    value === undefined ? [] : `${field}: ${value}\n`,
  )
  return `${lines.join('')}\n`
}

/** Whoever has not read what was sent before is let go: it comes back, and asks for what it missed. */
function write(stream: ServerResponse, text: string): void {
  if (stream.writableLength > UNREAD_MAX) stream.destroy()
  else if (!stream.writableEnded) stream.write(text)
}
