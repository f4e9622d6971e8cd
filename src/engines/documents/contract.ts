/** What the documents room offers: numbering series and files. */
import { z } from 'zod'
import { command, id, instant, listInput, listOutput, plainDate, query } from '#kernel/contract.ts'
import { refusalTable } from '#kernel/refusal.ts'

/** The largest file the store takes, in bytes: 25 MiB, what mail systems still carry. */
export const FILE_SIZE_MAX = 25 * 1024 * 1024

export const refusals = refusalTable({
  series_missing: {
    kind: 'conflict',
    message:
      'Book {book} has no number series {series}. Create it with documents.createSeries before documents are numbered.',
  },
  series_exists: {
    kind: 'conflict',
    message:
      'Book {book} already has a number series {series}, or one with the same format. Use that one, or choose another name and format.',
  },
  series_format_invalid: {
    kind: 'invalid',
    message:
      'The format {format} cannot number documents. Use one {number} or {number:5}, {year} or {yy} if it starts again each year, and letters, digits, spaces or . / _ - around them.',
  },
  file_not_found: {
    kind: 'not_found',
    message: 'There is no file {fileId} that you may see. List them with documents.listFiles.',
  },
  file_empty: { kind: 'invalid', message: 'The file has no content. Send it again, whole.' },
  file_too_large: {
    kind: 'invalid',
    message: 'The file has {size} bytes; the store takes at most {limit}. Send a smaller one.',
  },
  file_link_not_permitted: {
    kind: 'not_permitted',
    message: 'You may store files, but not attach them to {objectType} yourself. Leave the subject out.',
  },
  logo_type_unknown: {
    kind: 'invalid',
    message: 'A logo is an SVG or a PNG, and this file is {mediaType}. Save it as one of them.',
  },
  logo_too_large: {
    kind: 'invalid',
    message:
      'The logo has {size} bytes; as {mediaType} it may have {limit}, because every page loads it. Save it smaller.',
  },
  logo_unreadable: {
    kind: 'invalid',
    message:
      'The logo cannot be read as {mediaType}. Save it again: an SVG with its size or viewBox, a PNG of 8 bits a channel, not interlaced.',
  },
  logo_not_plain: {
    kind: 'invalid',
    message:
      'The logo has {found} in it, and an SVG is taken with shapes only. Save it as plain SVG, with text turned into paths and without links, pictures and scripts.',
  },
  logo_dimensions_refused: {
    kind: 'invalid',
    message:
      'The logo is {width} by {height}. A picture has sides of {least} to {most} pixels, and no logo is more than {ratio} times as long as it is high, or as high as it is long.',
  },
})

const book = z
  .string()
  .min(1)
  .max(60)
  .meta({ description: 'The book (usually the legal entity) whose documents are numbered.' })
const seriesName = z
  .string()
  .regex(/^[a-z][a-z0-9_]*$/)
  .max(60)
  .meta({ description: 'What is numbered: invoice, credit_note, ...' })

const series = z.object({
  book,
  series: seriesName,
  format: z.string(),
  yearStartMonth: z.int(),
  lastNumber: z.string().nullable(),
})

export const createSeries = command({
  name: 'documents.createSeries',
  summary: 'Creates a series of gapless legal numbers for one kind of document of one book.',
  input: z.strictObject({
    book,
    series: seriesName,
    format: z.string().max(60).meta({ description: 'For example DE-{year}-{number:5}.' }),
    yearStartMonth: z
      .int()
      .min(1)
      .max(12)
      .default(1)
      .meta({ description: 'Month in which the fiscal year begins; the year is named by its end.' }),
    firstNumber: z
      .int()
      .min(1)
      .max(1_000_000_000)
      .default(1)
      .meta({ description: 'Where to go on from another system, in the fiscal year of startsOn.' }),
    startsOn: plainDate.optional().meta({ description: 'Today when absent.' }),
  }),
  output: series,
  refusals: ['series_exists', 'series_format_invalid'],
  touches: ['number_series'],
  roles: { controller: 'all', administrator: 'all' },
  examples: [{ book: 'DE', series: 'invoice', format: 'DE-{year}-{number:5}' }],
})

export const listSeries = query({
  name: 'documents.listSeries',
  summary: 'Lists the number series with the last number each gave out.',
  input: listInput({ book: book.optional() }, ['book']),
  output: listOutput(series.extend({ id: z.string() })),
  refusals: [],
  shows: ['number_series'],
  roles: { billing: 'all', controller: 'all', executive: 'all', administrator: 'all' },
  examples: [{}, { book: 'DE' }],
})

export const checkSeries = query({
  name: 'documents.checkSeries',
  summary: 'Proves that a series has no gap: every position between first and last is issued once.',
  input: z.strictObject({ book, series: seriesName }),
  output: z.object({
    book,
    series: seriesName,
    gapless: z.boolean(),
    years: z.array(
      z.object({
        fiscalYear: z.int().nullable().meta({ description: 'Null when the format has no year.' }),
        firstPosition: z.string(),
        lastPosition: z.string(),
        issued: z.string(),
        missing: z.string().meta({ description: 'Positions given out by the counter that no document has.' }),
        gapAfter: z.string().nullable().meta({ description: 'The last number before the first gap.' }),
      }),
    ),
  }),
  refusals: ['series_missing'],
  roles: { billing: 'all', controller: 'all', executive: 'all', administrator: 'all' },
  examples: [{ book: 'DE', series: 'invoice' }],
})

const file = z.object({
  fileId: id,
  name: z.string(),
  mediaType: z.string(),
  size: z.int().meta({ description: 'Bytes.' }),
  sha256: z.string().meta({ description: 'SHA-256 of the content, hexadecimal.' }),
  createdAt: instant,
})

const subject = z.strictObject({
  objectType: z.string().regex(/^[a-z][a-z0-9_]*$/),
  objectId: z.string().min(1).max(200),
  role: z
    .string()
    .regex(/^[a-z][a-z0-9_]*$/)
    .meta({ description: 'As what it belongs there: invoice_pdf, receipt, signed_contract, ...' }),
})

export const storeFile = command({
  name: 'documents.storeFile',
  summary: 'Stores a file by its content; the same file stored again is the same file.',
  input: z.strictObject({
    name: z
      .string()
      .min(1)
      .max(200)
      .refine((name) => ![...name].some((sign) => sign < ' ' || sign === '/' || sign === '\\'), {
        message: 'must be a file name without folders or control characters',
      }),
    mediaType: z.string().regex(/^[a-z0-9.+-]+\/[a-z0-9.+-]+$/),
    contentBase64: z.base64(),
    subject: subject.optional(),
  }),
  output: file,
  refusals: ['file_empty', 'file_too_large', 'file_link_not_permitted'],
  touches: ['file'],
  unjournaled: ['contentBase64'],
  roles: {
    sales: 'own',
    'delivery-lead': 'own',
    'project-manager': 'own',
    consultant: 'own',
    procurement: 'own',
    'resource-manager': 'own',
    legal: 'own',
    billing: 'all',
    controller: 'all',
    administrator: 'all',
  },
  scopes: ['own'],
  examples: [{ name: 'receipt.txt', mediaType: 'text/plain', contentBase64: 'VGF4aSAyMyBFVVI=' }],
})

export const getFile = query({
  name: 'documents.getFile',
  summary: 'Shows what a file is and what it belongs to.',
  input: z.strictObject({ fileId: id }),
  output: file.extend({ subjects: z.array(subject) }),
  refusals: ['file_not_found'],
  target: 'fileId',
  roles: {
    sales: 'own',
    'delivery-lead': 'own',
    'project-manager': 'own',
    consultant: 'own',
    procurement: 'own',
    'resource-manager': 'own',
    legal: 'all',
    billing: 'all',
    controller: 'all',
    executive: 'all',
    administrator: 'all',
  },
  scopes: ['own'],
  examples: [{ fileId: '0199d8a0-0000-7000-8000-000000000001' }],
})

export const listFiles = query({
  name: 'documents.listFiles',
  summary: 'Lists the files of an object, or all files, newest last.',
  input: listInput(
    {
      objectType: z.string().optional(),
      objectId: z.string().optional(),
    },
    ['createdAt', 'name'],
  ),
  output: listOutput(file.extend({ id })),
  refusals: [],
  roles: getFile.roles,
  scopes: ['own'],
  examples: [{ objectType: 'invoice', objectId: '0199d8a0-0000-7000-8000-000000000002' }],
})
