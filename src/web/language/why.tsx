/** Why: the rule behind a task, a price, a route or a no, in a word away from where it matters. */
import { ActionIcon, Popover, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useWords } from '../words/words.ts'
import { Icon } from './icon.tsx'
import { words } from './words.ts'

export function Why({ children, label }: { children: ReactNode; label?: string }) {
  const t = useWords(words)
  return (
    <Popover width={300} position="bottom" withArrow shadow="md">
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          radius="xl"
          aria-label={label ?? t('why')}
          title={t('why')}
        >
          <Icon name="question" size={15} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <Text size="sm" component="div">
          {children}
        </Text>
      </Popover.Dropdown>
    </Popover>
  )
}
