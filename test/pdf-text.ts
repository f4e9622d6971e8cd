/**
 * Reads the text of a PDF back, page by page, as far as our own documents need it: page contents in streams, text in
 * fonts that say which sign each glyph is.
 */
import { inflateSync } from 'node:zlib'

/** The text of each page, one line for each piece of text, in the order it was set. */
export function pdfPages(bytes: Uint8Array): string[] {
  const objects = objectsOf(Buffer.from(bytes))
  const pages = [...objects.values()].filter(({ head }) => /\/Type \/Page\b(?!s)/.test(head))
  return pages.map(({ head }) => {
    const contents = objects.get(reference(head, 'Contents'))?.stream ?? Buffer.alloc(0)
    const resources = objects.get(reference(head, 'Resources'))?.head ?? head
    const fonts = new Map(
      [...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = '', id = '']) => [
        name,
        signsOf(objects, id),
      ]),
    )
    return textOf(contents.toString('latin1'), fonts)
  })
}

interface PdfObject {
  readonly head: string
  readonly stream?: Buffer
}

type Signs = ReadonlyMap<string, string>

function objectsOf(file: Buffer): Map<string, PdfObject> {
  const text = file.toString('latin1')
  const objects = new Map<string, PdfObject>()
  for (const match of text.matchAll(/(?:^|\n)(\d+) 0 obj\n/g)) {
    const start = match.index + match[0].length
    const end = text.indexOf('\nendobj', start)
    const streamAt = text.indexOf('stream\n', start)
    const hasStream = streamAt >= 0 && streamAt < end
    const head = text.slice(start, hasStream ? streamAt : end)
    objects.set(match[1] ?? '', hasStream ? { head, stream: decoded(file, head, streamAt + 7) } : { head })
  }
  return objects
}

function decoded(file: Buffer, head: string, start: number): Buffer {
  const length = Number.parseInt(/\/Length (\d+)/.exec(head)?.[1] ?? '0', 10)
  const raw = file.subarray(start, start + length)
  return head.includes('/FlateDecode') ? inflateSync(raw) : raw
}

const reference = (head: string, name: string) => new RegExp(`/${name} (\\d+) 0 R`).exec(head)?.[1] ?? ''

/** Which sign each glyph code of a font stands for, from its ToUnicode map. */
function signsOf(objects: ReadonlyMap<string, PdfObject>, fontId: string): Signs {
  const map =
    objects.get(reference(objects.get(fontId)?.head ?? '', 'ToUnicode'))?.stream?.toString('latin1') ?? ''
  const signs = new Map<string, string>()
  for (const [, first = '', , list = ''] of map.matchAll(/<([0-9a-f]{4})> <([0-9a-f]{4})> \[([^\]]*)\]/gi)) {
    const start = Number.parseInt(first, 16)
    for (const [index, hex] of [...list.matchAll(/<([0-9a-f ]*)>/gi)].entries())
      signs.set((start + index).toString(16).padStart(4, '0'), unicode((hex[1] ?? '').replaceAll(' ', '')))
  }
  return signs
}

const unicode = (hex: string) => Buffer.from(hex, 'hex').swap16().toString('utf16le')

function textOf(contents: string, fonts: ReadonlyMap<string, Signs>): string {
  const lines: string[] = []
  let font: Signs = new Map()
  for (const [, name, pieces] of contents.matchAll(
    /\/(F\d+) [\d.]+ Tf|\[((?:<[0-9a-f]*>|[-\d.\s]+)*)\] TJ/gi,
  )) {
    if (name) font = fonts.get(name) ?? new Map()
    else {
      const codes = [...(pieces ?? '').matchAll(/<([0-9a-f]*)>/gi)].flatMap(
        ([, hex = '']) => hex.match(/.{4}/g) ?? [],
      )
      lines.push(codes.map((code) => font.get(code.toLowerCase()) ?? '?').join(''))
    }
  }
  // A word that ends in a space is followed by the next one of its line.
  return lines.join('\n').replaceAll(' \n', ' ')
}
