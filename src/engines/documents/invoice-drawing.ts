/** What the parts of an invoice are drawn with: its data, its words, its formats and its looks. */
import type { InvoiceDocument } from './invoice-document.ts'
import type { InvoiceWords } from './invoice-words.ts'
import type { LocaleFormat } from './locale-format.ts'

export interface Drawing {
  readonly invoice: InvoiceDocument
  readonly words: InvoiceWords
  readonly format: LocaleFormat
  /** The colour of headings and rules. */
  readonly accent: string
}

/** The colour of what explains, next to what matters. */
export const grey = '#5f6b7a'

/** The colour of lines between rows. */
export const hairline = '#d5dbe3'

/** A table without lines and without space at its sides. */
export const openTable = {
  hLineWidth: () => 0,
  vLineWidth: () => 0,
  paddingLeft: (column: number) => (column === 0 ? 0 : 8),
  paddingRight: () => 0,
}
