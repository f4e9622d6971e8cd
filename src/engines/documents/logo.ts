/**
 * What may be a logo: a PNG that any program can read, or an SVG of shapes and nothing else. A logo is shown to people
 * who have not signed in and is drawn into documents, so what could run, load or fail there is not taken. Pure.
 */
import { crc32, inflateSync } from 'node:zlib'
import { svgFinding } from './logo-svg.ts'

/** A logo as documents draw it: SVG as text, or PNG as bytes. */
export type Logo = { readonly svg: string } | { readonly image: Uint8Array }

/** Why a file cannot be a logo, as a refusal of this room. */
export interface LogoRefusal {
  readonly code:
    | 'logo_type_unknown'
    | 'logo_too_large'
    | 'logo_unreadable'
    | 'logo_not_plain'
    | 'logo_dimensions_refused'
  readonly detail: Readonly<Record<string, string | number>>
}

/** The largest logo of each type, in bytes: every page of the application loads it. */
export const logoSizeMax: Readonly<Record<string, number>> = {
  'image/svg+xml': 64 * 1024,
  'image/png': 256 * 1024,
}

/** The sides of a picture, in pixels, and how much longer one may be than the other. */
const SIDE_MIN = 16
const SIDE_MAX = 2_000
const RATIO_MAX = 10

interface LogoFile {
  readonly mediaType: string
  readonly bytes: Uint8Array
}

/** Why a file cannot be a logo, or null. */
export function logoRefusal({ mediaType, bytes }: LogoFile): LogoRefusal | null {
  const limit = logoSizeMax[mediaType]
  if (limit === undefined) return { code: 'logo_type_unknown', detail: { mediaType } }
  if (bytes.byteLength > limit)
    return { code: 'logo_too_large', detail: { size: bytes.byteLength, limit, mediaType } }
  if (mediaType === 'image/png') {
    const sides = pngSides(Buffer.from(bytes))
    if (!sides) return { code: 'logo_unreadable', detail: { mediaType } }
    const isSized = Math.min(...sides) >= SIDE_MIN && Math.max(...sides) <= SIDE_MAX
    return isSized ? ratioRefusal(sides) : dimensionsRefusal(sides)
  }
  const found = svgFinding(Buffer.from(bytes))
  if (found.kind === 'broken') return { code: 'logo_unreadable', detail: { mediaType } }
  return found.kind === 'strange'
    ? { code: 'logo_not_plain', detail: { found: found.what } }
    : ratioRefusal(found.sides)
}

/** A stored file that was taken as a logo, as documents draw it. */
export function logoOf({ mediaType, bytes }: LogoFile): Logo {
  return mediaType === 'image/svg+xml' ? { svg: Buffer.from(bytes).toString('utf8') } : { image: bytes }
}

type Sides = readonly [width: number, height: number]

function ratioRefusal(sides: Sides): LogoRefusal | null {
  return Math.max(...sides) > RATIO_MAX * Math.min(...sides) ? dimensionsRefusal(sides) : null
}

const dimensionsRefusal = ([width, height]: Sides): LogoRefusal => ({
  code: 'logo_dimensions_refused',
  detail: { width, height, least: SIDE_MIN, most: SIDE_MAX, ratio: RATIO_MAX },
})

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex')
/** Samples a pixel has, by colour type. */
const channels: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }

/** The sides of a PNG whose every part is as it should be; null for any other, also for an interlaced one. */
function pngSides(file: Buffer): Sides | null {
  const chunks = pngChunks(file)
  const head = chunks?.[0]
  if (!chunks || head?.name !== 'IHDR' || head.data.length !== 13 || chunks.at(-1)?.name !== 'IEND')
    return null
  const [width, height] = [head.data.readUInt32BE(0), head.data.readUInt32BE(4)]
  const [depth = 0, colourType = -1, compression, filter, interlace] = head.data.subarray(8)
  const samples = channels[colourType]
  const hasPalette = chunks.some(({ name }) => name === 'PLTE')
  if (samples === undefined || ![1, 2, 4, 8].includes(depth) || (samples > 1 && depth !== 8)) return null
  if (compression !== 0 || filter !== 0 || interlace !== 0 || (colourType === 3 && !hasPalette)) return null
  if (width < 1 || height < 1 || width > SIDE_MAX || height > SIDE_MAX) return [width, height]
  const wanted = height * (1 + Math.ceil((width * samples * depth) / 8))
  return holdsPixels(chunks, wanted) ? [width, height] : null
}

interface Chunk {
  readonly name: string
  readonly data: Buffer
}

/** The parts of a PNG, each with its checksum right; null where one is not. */
function pngChunks(file: Buffer): Chunk[] | null {
  if (!file.subarray(0, 8).equals(SIGNATURE)) return null
  const chunks: Chunk[] = []
  let at = 8
  while (at < file.length) {
    if (at + 12 > file.length) return null
    const length = file.readUInt32BE(at)
    const end = at + 12 + length
    if (end > file.length || crc32(file.subarray(at + 4, end - 4)) !== file.readUInt32BE(end - 4)) return null
    chunks.push({ name: file.toString('latin1', at + 4, at + 8), data: file.subarray(at + 8, end - 4) })
    at = end
  }
  return chunks
}

/** Whether the compressed pixels are as many as the head says; more than that is not unpacked. */
function holdsPixels(chunks: readonly Chunk[], wanted: number): boolean {
  const packed = Buffer.concat(chunks.filter(({ name }) => name === 'IDAT').map(({ data }) => data))
  try {
    return inflateSync(packed, { maxOutputLength: wanted }).length === wanted
  } catch {
    return false
  }
}
