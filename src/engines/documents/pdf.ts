/** PDF by pdfmake: our fonts from memory, no network, no files, and equal input gives equal bytes. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import type { PlainDate } from '#kernel/dates.ts'
import type { Logo } from './logo.ts'
import { svgFinding } from './logo-svg.ts'

export type { Content, TableCell } from 'pdfmake/interfaces.js'

const fontFolder = join(
  dirname(createRequire(import.meta.url).resolve('pdfmake/package.json')),
  'fonts',
  'Roboto',
)
const styles = {
  normal: 'Roboto-Regular.ttf',
  bold: 'Roboto-Medium.ttf',
  italics: 'Roboto-Italic.ttf',
  bolditalics: 'Roboto-MediumItalic.ttf',
}

let prepared: ReturnType<typeof prepare> | undefined

/** Loads the library and reads the fonts once, when the first document is made: many a program makes none. */
async function prepare() {
  const { default: pdfmake } = await import('pdfmake')
  const { virtualfs } = pdfmake as unknown as {
    virtualfs: { writeFileSync(name: string, bytes: Buffer): void }
  }
  for (const file of Object.values(styles))
    virtualfs.writeFileSync(file, readFileSync(join(fontFolder, file)))
  pdfmake.setFonts({ Roboto: styles })
  pdfmake.setUrlAccessPolicy(() => false)
  pdfmake.setLocalAccessPolicy(() => false)
  return pdfmake
}

/** What a document is, besides its content. */
export interface PdfFacts {
  readonly title: string
  readonly author: string
  readonly language: string
  /** Stands as the date of creation in the file, which must not depend on the day it is made. */
  readonly datedOn: PlainDate
}

/** Lays out a document and gives the bytes of its PDF. */
export async function renderPdf(facts: PdfFacts, definition: TDocumentDefinitions): Promise<Uint8Array> {
  prepared ??= prepare()
  const pdfmake = await prepared
  const { title, author, language, datedOn } = facts
  // The date and the file identifier of a PDF come from its information dictionary: fixed facts, fixed bytes.
  const creationDate = new Date(`${datedOn}T12:00:00Z`)
  const info = {
    title,
    author,
    subject: title,
    creator: 'Throughline',
    producer: 'Throughline',
    creationDate,
    modDate: creationDate,
  }
  const document = pdfmake.createPdf({
    ...definition,
    info,
    language,
    version: '1.7',
    displayTitle: true,
  } as TDocumentDefinitions)
  return new Uint8Array(await document.getBuffer())
}

/** A logo as content. An SVG may draw and nothing else: what it links to could come from our disk or network. */
export function logoContent(logo: Logo, fit: [number, number]): Content {
  if ('svg' in logo) {
    const found = svgFinding(Buffer.from(logo.svg))
    if (found.kind !== 'plain')
      throw new Error(
        `a logo in SVG may draw shapes and nothing else: ${found.kind === 'strange' ? found.what : found.kind}`,
      )
    return { svg: logo.svg, fit }
  }
  const bytes = Buffer.from(logo.image)
  const type = bytes.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex')) ? 'png' : 'jpeg'
  return { image: `data:image/${type};base64,${bytes.toString('base64')}`, fit }
}
