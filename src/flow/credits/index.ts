/** The door of credits: the document a client receives. */
export { creditNoteDocument } from './send-note.ts'
