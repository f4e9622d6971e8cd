import { defineWords } from '../words/words.ts'

export const words = defineWords('process', {
  en: {
    inbox: 'Inbox',
    nothing: 'Nothing waits for you',
    nothingLead: 'Tasks appear here as processes reach you.',
  },
  de: {
    inbox: 'Eingang',
    nothing: 'Nichts wartet auf Sie',
    nothingLead: 'Aufgaben erscheinen hier, sobald Prozesse Sie erreichen.',
  },
})
