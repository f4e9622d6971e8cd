/** A state in the vocabulary of the business, in the colour of what it asks for. */
import { Badge } from '@mantine/core'
import { nameOf } from '../words/names.ts'

/** Grey: not begun or over. Blue: under way. Yellow: waits for somebody. Green: as it should be. Red: somebody must act. */
const colours: Readonly<Record<string, string>> = {
  draft: 'gray',
  created: 'gray',
  open: 'line',
  active: 'line',
  claimed: 'line',
  in_progress: 'line',
  running: 'line',
  qualified: 'line',
  proposed: 'line',
  submitted: 'yellow',
  in_review: 'yellow',
  pending: 'yellow',
  requested: 'yellow',
  soft: 'yellow',
  waiting: 'yellow',
  suspended: 'yellow',
  delegated: 'yellow',
  proforma: 'yellow',
  approved: 'green',
  accepted: 'green',
  won: 'green',
  paid: 'green',
  done: 'green',
  completed: 'green',
  confirmed: 'green',
  hard: 'green',
  posted: 'green',
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
  return (
    <Badge variant="light" color={colours[state] ?? 'gray'} radius="sm" size="sm" tt="none" fw={600}>
      {nameOf(state)}
    </Badge>
  )
}
