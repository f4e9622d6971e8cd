/** HTTP as a part of the running program. */
import { EnvironmentFault } from '#kernel/fault.ts'
import { houseOf } from './house.ts'
import { openHttp } from './http.ts'
import { listenAddress } from './listen-address.ts'
import type { Part } from './start.ts'
import { webOf } from './web-part.ts'

/** Listens on HOST and PORT. TRUST_PROXY=1 believes the forwarding headers of a proxy in front. */
export const http: Part = async (environment) => {
  const { host, port } = listenAddress()
  const trustProxy = process.env['TRUST_PROXY'] === '1'
  const app = await openHttp({ ...(await houseOf(environment)), trustProxy, web: webOf(environment) })
  try {
    await app.listen({ host, port })
  } catch (cause) {
    const isTaken = (cause as { code?: unknown }).code === 'EADDRINUSE'
    throw new EnvironmentFault(
      isTaken
        ? `Port ${port} is taken by another program. Stop it, or start Throughline with PORT set to a free one.`
        : `Nothing can be served on ${host}:${port}: ${(cause as Error).message}. Set HOST and PORT.`,
      { cause },
    )
  }
  const shown = host === '127.0.0.1' || host === '0.0.0.0' || host === '::' ? 'localhost' : host
  // With PORT=0 the system chooses one.
  const bound = app.server.address()
  const shownPort = typeof bound === 'object' && bound ? bound.port : port
  const address = `http://${shown}:${shownPort}`
  return {
    says: [`Throughline is at ${address}; its API is explained at ${address}/reference.`],
    stop: () => app.close(),
  }
}
