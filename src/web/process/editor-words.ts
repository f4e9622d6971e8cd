/** The words of a model that is drawn while another version comes into force. */
import { defineWords } from '../words/words.ts'

export const words = defineWords('process-editor', {
  en: {
    overtaken: 'Version {{version}} is in force; you draw on version {{begun}}',
    overtakenHow:
      'What is proposed is proposed whole. Keep yours, and what they changed is taken back unless you draw it, too; or take theirs, and begin anew.',
    takeTheirs: 'Take theirs',
    keepMine: 'Keep mine',
    part: 'Part',
    yours: 'Yours',
    theirs: 'Theirs',
    asItWas: 'As it was',
  },
  de: {
    overtaken: 'Fassung {{version}} ist in Kraft; Sie zeichnen auf Fassung {{begun}}',
    overtakenHow:
      'Vorgeschlagen wird das ganze Modell. Behalten Sie Ihres, und die Änderungen der anderen entfallen, sofern Sie sie nicht auch zeichnen; oder übernehmen Sie deren Fassung und beginnen Sie neu.',
    takeTheirs: 'Deren übernehmen',
    keepMine: 'Meines behalten',
    part: 'Teil',
    yours: 'Ihres',
    theirs: 'Deren',
    asItWas: 'Unverändert',
  },
})
