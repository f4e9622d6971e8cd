/** How much waits for this person. */
import { Badge } from '@mantine/core'
import { listTasks } from '#engines/process/contract.ts'
import { useAsk } from '../wire/queries.ts'

const SHOWN_MAX = 50

export function InboxCount() {
  const { data } = useAsk(listTasks, { limit: SHOWN_MAX }, { refetchInterval: 60_000 })
  const count = data?.items.length ?? 0
  if (count === 0) return null
  const isLate = data?.items.some(({ overdue }) => overdue)
  return (
    <Badge size="sm" variant="filled" color={isLate ? 'red.9' : 'line'} circle={count < 10}>
      {data?.nextCursor ? `${SHOWN_MAX}+` : count}
    </Badge>
  )
}
