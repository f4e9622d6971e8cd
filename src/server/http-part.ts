/** HTTP as a part of the running program. */
import { EnvironmentFault } from '#kernel/fault.ts'
import { houseOf } from './house.ts'
import { openHttp } from './http.ts'
import type { Part } from './start.ts'

const PORT = 8080

/**
 * Listens on HOST and PORT (127.0.0.1 and 8080 when they are not set). TRUST_PROXY=1 believes the forwarding headers
 * of a proxy in front.
 */
export const http: Part = async (environment) => {
  const { HOST: host = '127.0.0.1', PORT: port = `${PORT}`, TRUST_PROXY: trusted } = process.env
  if (!/^\d{1,5}$/.test(port))
    throw new EnvironmentFault(`PORT is ${port}, which is no port. Set it to a number.`)
  const app = await openHttp({ ...(await houseOf(environment)), trustProxy: trusted === '1' })
  try {
    await app.listen({ host, port: Number.parseInt(port, 10) })
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
    says: [`Throughline answers at ${address}, and says how at ${address}/reference.`],
    stop: () => app.close(),
  }
}
