/** How long there still is: quiet while there is time, yellow on the last day, red when it is late. */
import { Text } from '@mantine/core'
import { formatDistance, formatMoment } from '../words/format.ts'
import { useWords } from '../words/words.ts'
import { words } from './words.ts'

const DAY_MS = 86_400_000
/** Dark enough, or light enough, for small text in either theme. */
const LATE = 'light-dark(#a31d1d, #ffb8b5)'
const SOON = 'light-dark(#7a4f00, #ffd76b)'

export function DueClock({ dueAt, isShort = false }: { dueAt: string | null; isShort?: boolean }) {
  const t = useWords(words)
  if (!dueAt) return null
  const left = new Date(dueAt).getTime() - Date.now()
  const tone = left < 0 ? LATE : left < DAY_MS ? SOON : 'dimmed'
  const when = formatDistance(dueAt)
  return (
    <Text
      span
      size="xs"
      fw={left < 0 ? 650 : 400}
      c={tone}
      title={formatMoment(dueAt)}
      style={{ whiteSpace: 'nowrap' }}
    >
      {isShort ? when : t(left < 0 ? 'overdueBy' : 'due', { when })}
    </Text>
  )
}
