/** A state in the vocabulary of the business, in the colour of what it asks for. */
import { nameOf } from '../words/names.ts'
import { Tone, type ToneName } from './tone.tsx'

/** Grey: not begun or over. Blue: under way. Yellow: waits for somebody. Green: as it should be. Red: somebody must act. */
const colours: Readonly<Record<string, ToneName>> = {
  draft: 'gray',
  new: 'gray',
  plan: 'yellow',
  planned: 'gray',
  deliver: 'blue',
  complete: 'green',
  created: 'gray',
  open: 'blue',
  active: 'blue',
  claimed: 'blue',
  in_progress: 'blue',
  running: 'blue',
  qualified: 'blue',
  proposed: 'blue',
  invoice_created: 'blue',
  submitted: 'yellow',
  in_review: 'yellow',
  pending: 'yellow',
  requested: 'yellow',
  soft: 'yellow',
  waiting: 'yellow',
  suspended: 'yellow',
  delegated: 'yellow',
  proforma: 'yellow',
  ready: 'yellow',
  partially_paid: 'yellow',
  approved: 'green',
  accepted: 'green',
  won: 'green',
  paid: 'green',
  done: 'green',
  completed: 'green',
  confirmed: 'green',
  hard: 'green',
  posted: 'green',
  invoice_posted: 'green',
  sent: 'green',
  delivered: 'green',
  rejected: 'red',
  refused: 'red',
  overdue: 'red',
  failed: 'red',
  blocked: 'red',
  incident: 'red',
  lost: 'gray',
  cancelled: 'gray',
  closed: 'gray',
  reversed: 'gray',
}

export function StateBadge({ state }: { state: string }) {
  return <Tone tone={colours[state] ?? 'gray'}>{nameOf(state)}</Tone>
}
