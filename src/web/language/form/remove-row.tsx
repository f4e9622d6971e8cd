/** Takes one of several rows away. */
import { Button } from '@mantine/core'
import { useWords } from '../../words/words.ts'
import { Icon } from '../icon.tsx'
import { words } from '../words.ts'

export function RemoveRow({ index, remove }: { index: number; remove: () => void }) {
  const t = useWords(words)
  return (
    <Button
      variant="subtle"
      color="gray"
      size="compact-sm"
      aria-label={t('removeRow', { number: index + 1 })}
      onClick={remove}
    >
      <Icon name="close" size={16} />
    </Button>
  )
}
