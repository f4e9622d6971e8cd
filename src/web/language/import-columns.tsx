/** What a file for an import must have, before there is one: its columns with an example of each, and a file that has them. */
import { Button, Group, Table, Text } from '@mantine/core'
import type { CommandContract } from '#kernel/contract.ts'
import type { FileColumn } from '#kernel/operation.ts'
import { fieldsOf } from '../wire/contract.ts'
import { useWords } from '../words/words.ts'
import { Icon } from './icon.tsx'
import { words } from './words.ts'

export function ImportColumns({ contract }: { contract: CommandContract }) {
  const t = useWords(words)
  const columns = columnsOf(contract)
  return (
    <div>
      <Group justify="space-between" mb={4}>
        <Text size="sm" fw={600}>
          {t('columnsWanted')}
        </Text>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<Icon name="download" size={14} />}
          onClick={() => download(`${contract.name}.csv`, exampleFile(columns))}
        >
          {t('exampleFile')}
        </Button>
      </Group>
      <Table fz="sm" verticalSpacing={4} withTableBorder aria-label={t('columnsWanted')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('column')}</Table.Th>
            <Table.Th>{t('example')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {columns.map(({ header, optional, example }) => (
            <Table.Tr key={header}>
              <Table.Td>
                {header}
                {optional && (
                  <Text span size="xs" c="dimmed">
                    {' '}
                    {t('columnOptional')}
                  </Text>
                )}
              </Table.Td>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>{example}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}

/** The columns an import says it takes. */
const columnsOf = (contract: CommandContract): readonly FileColumn[] => {
  const content = fieldsOf(contract).find(({ name }) => name === 'content')
  return (content?.schema['x-columns'] as readonly FileColumn[] | undefined) ?? []
}

/** A file with every column and one row. */
function exampleFile(columns: readonly FileColumn[]): string {
  const line = (cells: readonly string[]) => cells.map(quoted).join(',')
  return `${line(columns.map(({ header }) => header))}\n${line(columns.map(({ example }) => example))}\n`
}

const quoted = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

function download(name: string, text: string) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv' }))
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}
