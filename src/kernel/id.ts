import { randomFillSync } from 'node:crypto'

let lastMillis = 0
let sequence = 0

/** Random bytes are asked for in advance, because asking costs more than making an id. */
const random = Buffer.alloc(8_192)
let used = random.length
const bytes = Buffer.alloc(16)

/**
 * A new UUID version 7 (RFC 9562): 48 bits of milliseconds, a 12-bit sequence within the millisecond, 62
 * random bits. Ids of one process sort in the order they were made, so indexes grow at their end.
 */
export function newId(): string {
  const clock = Math.floor(performance.timeOrigin + performance.now())
  if (clock > lastMillis) {
    lastMillis = clock
    sequence = 0
  } else if (sequence < 0xfff) {
    sequence += 1
  } else {
    lastMillis += 1
    sequence = 0
  }
  if (used === random.length) {
    randomFillSync(random)
    used = 0
  }
  random.copy(bytes, 8, used, used + 8)
  used += 8
  bytes.writeUIntBE(lastMillis, 0, 6)
  bytes.writeUInt16BE(0x7000 | sequence, 6)
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
