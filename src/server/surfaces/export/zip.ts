/** A ZIP file that is written as it is read: each part is compressed on its way, and nothing is kept but the list of parts. */
import { crc32, createDeflateRaw } from 'node:zlib'

export interface Part {
  readonly name: string
  readonly text: AsyncIterable<string> | Iterable<string>
}

interface Written {
  readonly name: Buffer
  readonly crc: number
  readonly compressed: number
  readonly size: number
  readonly offset: number
}

/** Names are UTF-8; sizes follow the data, because they are not known before. */
const FLAGS = 0x0808
const DEFLATE = 8
const VERSION = 20
/** The first of January 1980, which is the beginning of time in a ZIP file: the same list gives the same bytes. */
const DATE = 0x0021

export async function* zipOf(parts: AsyncIterable<Part>): AsyncGenerator<Buffer> {
  const written: Written[] = []
  let offset = 0
  for await (const { name, text } of parts) {
    const bytes = Buffer.from(name)
    const header = localHeader(bytes)
    yield header
    let crc = 0
    let size = 0
    let compressed = 0
    for await (const [chunk, read] of deflated(text)) {
      crc = read.crc
      size = read.size
      compressed += chunk.length
      yield chunk
    }
    const descriptor = words([0x08074b50, crc, compressed, size])
    yield descriptor
    written.push({ name: bytes, crc, compressed, size, offset })
    offset += header.length + compressed + descriptor.length
  }
  const directory = Buffer.concat(written.map(directoryEntry))
  yield directory
  yield endOf(written.length, directory.length, offset)
}

/** The compressed chunks of a text, each with what was read so far. */
async function* deflated(
  text: Part['text'],
): AsyncGenerator<readonly [Buffer, { crc: number; size: number }]> {
  const deflate = createDeflateRaw({ level: 6 })
  const read = { crc: 0, size: 0 }
  const feed = async () => {
    for await (const piece of text) {
      const bytes = Buffer.from(piece)
      read.crc = crc32(bytes, read.crc)
      read.size += bytes.length
      if (!deflate.write(bytes)) await new Promise((resolve) => deflate.once('drain', resolve))
    }
    deflate.end()
  }
  // A text that breaks off breaks the file off, so that nobody takes it for whole.
  feed().catch((error: Error) => deflate.destroy(error))
  for await (const chunk of deflate) yield [chunk as Buffer, read] as const
}

function localHeader(name: Buffer): Buffer {
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  header.writeUInt16LE(VERSION, 4)
  header.writeUInt16LE(FLAGS, 6)
  header.writeUInt16LE(DEFLATE, 8)
  header.writeUInt16LE(DATE, 12)
  header.writeUInt16LE(name.length, 26)
  return Buffer.concat([header, name])
}

function directoryEntry({ name, crc, compressed, size, offset }: Written): Buffer {
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt16LE(VERSION, 4)
  entry.writeUInt16LE(VERSION, 6)
  entry.writeUInt16LE(FLAGS, 8)
  entry.writeUInt16LE(DEFLATE, 10)
  entry.writeUInt16LE(DATE, 14)
  entry.writeUInt32LE(crc, 16)
  entry.writeUInt32LE(compressed, 20)
  entry.writeUInt32LE(size, 24)
  entry.writeUInt16LE(name.length, 28)
  entry.writeUInt32LE(offset, 42)
  return Buffer.concat([entry, name])
}

function endOf(count: number, length: number, offset: number): Buffer {
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(count, 8)
  end.writeUInt16LE(count, 10)
  end.writeUInt32LE(length, 12)
  end.writeUInt32LE(offset, 16)
  return end
}

function words(values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 4)
  for (const [at, value] of values.entries()) buffer.writeUInt32LE(value, at * 4)
  return buffer
}
