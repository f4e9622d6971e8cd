/** The name of a group of fields, with the sign of what must be given. */
import { Text } from '@mantine/core'

export const Legend = ({ label, isRequired }: { label: string; isRequired: boolean }) => (
  <Text span size="sm" fw={500}>
    {label}
    {isRequired && (
      <Text span c="red" aria-hidden="true">
        {' '}
        *
      </Text>
    )}
  </Text>
)
