import { EnvironmentFault } from '#kernel/fault.ts'

const PORT_USUAL = '8080'

/** Where HTTP is served: HOST and PORT, 127.0.0.1 and 8080 when they are not set. */
export function listenAddress(): { host: string; port: number } {
  const { HOST: host = '127.0.0.1', PORT: port = PORT_USUAL } = process.env
  if (!/^\d{1,5}$/.test(port))
    throw new EnvironmentFault(`PORT is ${port}, which is no port. Set it to a number.`)
  return { host, port: Number.parseInt(port, 10) }
}
