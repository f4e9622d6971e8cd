/** Says that nobody answers at present, for as long as it is so. */
import { Text } from '@mantine/core'
import { useNetwork } from '@mantine/hooks'
import { useConnection } from '../wire/connection.ts'
import { useWords } from '../words/words.ts'
import { words } from './words.ts'

export function NoConnection() {
  const t = useWords(words)
  const { online } = useNetwork()
  const isAnswered = useConnection()
  if (online && isAnswered) return null
  return (
    <Text size="sm" c="yellow" role="status" mb="xs">
      {t('offline')}
    </Text>
  )
}
