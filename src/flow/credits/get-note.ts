import { answer } from '#kernel/handle.ts'
import { money } from '#kernel/money.ts'
import { getNote as contract } from './contract.ts'
import { creditNoteById, linesOf, taxesOf } from './credit-note-table.ts'
import { shown } from './list-notes.ts'

export const getNote = answer(contract, async ({ tx }, { creditNoteId }) => {
  const note = await creditNoteById(tx, creditNoteId)
  const [lines, taxes] = await Promise.all([linesOf(tx, creditNoteId), taxesOf(tx, creditNoteId)])
  const amount = (minor: bigint) => money(minor, note.currency)
  return {
    ...shown(note),
    lines: lines.map(({ billedMinor, netMinor, id: _, ...line }) => ({
      ...line,
      billed: amount(billedMinor),
      net: amount(netMinor),
    })),
    taxes: taxes.map(({ taxCode, netMinor, taxMinor }) => ({
      taxCode,
      net: amount(netMinor),
      tax: amount(taxMinor),
    })),
  }
})
