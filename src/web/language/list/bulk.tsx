/** What can be done with the chosen rows of a list, at once. */
import { Group, Paper, Text } from '@mantine/core'
import type { CommandContract } from '#kernel/contract.ts'
import { useWords } from '../../words/words.ts'
import { CommandButton } from '../command-button.tsx'
import { words } from '../words.ts'

export interface BulkCommand<Row> {
  readonly contract: CommandContract
  /** The input fields that the chosen rows give. */
  readonly fill: (rows: readonly Row[]) => Readonly<Record<string, unknown>>
  /** Whether it can be done with these rows; it is offered all the same, and greyed. */
  readonly fits?: (rows: readonly Row[]) => boolean
}

export function BulkBar<Row>({
  commands,
  rows,
  done,
}: {
  commands: readonly BulkCommand<Row>[]
  rows: readonly Row[]
  done: () => void
}) {
  const t = useWords(words)
  return (
    <Paper withBorder px="sm" py={6} role="region" aria-label={t('actions')}>
      <Group gap="xs">
        <Text size="sm" fw={600}>
          {t('chosen', { count: rows.length })}
        </Text>
        {commands.map(({ contract, fill, fits }) => (
          <CommandButton
            key={contract.name}
            contract={contract}
            fill={fill(rows)}
            isDisabled={fits?.(rows) === false}
            onDone={done}
            size="xs"
          />
        ))}
      </Group>
    </Paper>
  )
}
