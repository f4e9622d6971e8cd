/** The sign of the house. */
import { Group, Text } from '@mantine/core'

export function Mark({ name = 'Throughline', small = false }: { name?: string; small?: boolean }) {
  const size = small ? 24 : 32
  return (
    <Group gap={8} wrap="nowrap">
      <img src="/icon.svg" width={size} height={size} alt="" />
      <Text fw={680} fz={small ? 'md' : 'lg'} truncate>
        {name}
      </Text>
    </Group>
  )
}
