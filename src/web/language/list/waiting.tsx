/** Rows are on their way. */
import { Group, Loader, Text } from '@mantine/core'
import { useWords } from '../../words/words.ts'
import { words } from '../words.ts'

export function Waiting() {
  const t = useWords(words)
  return (
    <Group gap="xs" py="lg" justify="center" role="status">
      <Loader size="sm" />
      <Text size="sm" c="dimmed">
        {t('loading')}
      </Text>
    </Group>
  )
}
