/**
 * The socket of the PostgreSQL we start: a message through it costs both sides less than one through the loopback address.
 */
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** A running PostgreSQL of ours. */
export type Server = Readonly<{ directory: string; port: number; password: string }>

/** The systems keep the path of a socket in 104 bytes or a few more, its end included. */
const SOCKET_BYTES_MAX = 103
const socketName = '.s.PGSQL.'

/** The address of a database: through the socket, or the loopback address where the path of the folder is too long for one. */
export function addressOf({ directory, port, password }: Server, user: string, database: string): string {
  const folder = join(directory, 'postgres')
  const fits = Buffer.byteLength(join(folder, `${socketName}${port}`)) <= SOCKET_BYTES_MAX
  return `postgres://${user}:${password}@${fits ? encodeURIComponent(folder) : '127.0.0.1'}:${port}/${database}`
}

/** Removes what a PostgreSQL that was killed left behind; the next one may have another port, and so another socket. */
export async function removeSockets(files: string): Promise<void> {
  const left = (await readdir(files)).filter((name) => name.startsWith(socketName))
  await Promise.all(left.map((name) => rm(join(files, name), { force: true })))
}
