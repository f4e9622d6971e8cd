/** How much waits for this person, and whether any of it is late. */
import { Badge } from '@mantine/core'
import { countTasks } from '#engines/process/contract.ts'
import { useAsk } from '../wire/queries.ts'

export function InboxCount() {
  const { data } = useAsk(countTasks, {}, { refetchInterval: 60_000 })
  if (!data || data.open === 0) return null
  return (
    <Badge size="sm" variant="filled" color={data.overdue > 0 ? 'red.9' : 'line'} circle={data.open < 10}>
      {data.open}
    </Badge>
  )
}
