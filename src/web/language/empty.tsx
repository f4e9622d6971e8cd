/** What stands where nothing is yet: what belongs there, and how it comes. */
import { Box, Center, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'

export interface EmptyProps {
  readonly icon?: IconName
  readonly title: string
  readonly text?: ReactNode
  readonly action?: ReactNode
}

export function Empty({ icon = 'inbox', title, text, action }: EmptyProps) {
  return (
    <Center py="xl" px="md">
      <Stack align="center" gap={6} maw={420} ta="center">
        <Text c="dimmed" component="div">
          <Icon name={icon} size={28} />
        </Text>
        <Text fw={600}>{title}</Text>
        {text && (
          <Text c="dimmed" size="sm" component="div">
            {text}
          </Text>
        )}
        {action && <Box mt="xs">{action}</Box>}
      </Stack>
    </Center>
  )
}
