/**
 * A stretch of wire in front of PostgreSQL that is cut at a chosen place: after so many messages of the client have gone
 * through, or after so many of the server's. What is behind the cut never arrives, in either direction.
 */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** Where to cut: behind this message (from 1) of that side, counted over all connections from the first. */
export interface Cut {
  readonly side: 'client' | 'server'
  readonly after: number
}

export interface CuttingProxy {
  /** The address of a database, through this wire. */
  through(url: string): string
  /** From now on nothing is cut any more. */
  spare(): void
  /** Whether the cut has happened. */
  hasCut(): boolean
  close(): Promise<void>
}

/** Opens a wire to the server of an address; once it is cut, what connects anew goes through whole. */
export async function openCuttingProxy(databaseUrl: string, cut: Cut): Promise<CuttingProxy> {
  const { hostname, port } = new URL(databaseUrl)
  const host = decodeURIComponent(hostname)
  const connectToServer = () =>
    host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(Number(port), host)
  const counted = { client: 0, server: 0 }
  const open = new Set<Socket>()
  let isCut = false
  let spared = false
  const wire = createServer((client) => {
    const server = connectToServer()
    for (const socket of [client, server]) {
      open.add(socket)
      socket.setNoDelay(true)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        open.delete(socket)
        client.destroy()
        server.end()
      })
    }
    const forward = (side: Cut['side'], to: Socket, hasStartup: boolean) => {
      const split = splitter(hasStartup)
      return (part: Buffer) => {
        for (const message of split(part)) {
          if (client.destroyed) return
          to.write(message)
          counted[side] += 1
          if (isCut || spared || cut.side !== side || counted[side] < cut.after) continue
          isCut = true
          // The server still gets what was sent before the cut; the client gets nothing any more.
          server.end()
          client.destroy()
        }
      }
    }
    client.on('data', forward('client', server, true))
    server.on('data', forward('server', client, false))
  })
  wire.listen(0, '127.0.0.1')
  await once(wire, 'listening')
  return {
    through: (url) => {
      const address = new URL(url)
      address.hostname = '127.0.0.1'
      address.port = String((wire.address() as AddressInfo).port)
      // The driver reads a plus sign in the options as it is.
      return address.href.replaceAll('+', '%20')
    },
    spare() {
      spared = true
    },
    hasCut: () => isCut,
    async close() {
      for (const socket of open) socket.destroy()
      wire.close()
      await once(wire, 'close')
    },
  }
}

/** Splits a stream into the messages of PostgreSQL's protocol; the first of a client has no letter before its length. */
function splitter(hasStartup: boolean): (part: Buffer) => Buffer[] {
  let rest = Buffer.alloc(0)
  let letter = hasStartup ? 0 : 1
  return (part) => {
    rest = Buffer.concat([rest, part])
    const messages: Buffer[] = []
    while (rest.length >= letter + 4) {
      const length = letter + rest.readUInt32BE(letter)
      if (rest.length < length) break
      messages.push(rest.subarray(0, length))
      rest = rest.subarray(length)
      letter = 1
    }
    return messages
  }
}
