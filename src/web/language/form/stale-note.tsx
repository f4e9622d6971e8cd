/** Two people changed one record: what each of them wants, field by field, and who is to win. */
import { Alert, Button, Group, Table, Text } from '@mantine/core'
import { nameOf } from '../../words/names.ts'
import { useWords } from '../../words/words.ts'
import { Icon } from '../icon.tsx'
import { Value } from '../value.tsx'
import { words } from '../words.ts'
import type { Values } from './draft.ts'

interface StaleNoteProps {
  /** What the form began with. */
  readonly begun: Values
  readonly mine: Values
  /** The record as somebody else has made it. */
  readonly theirs: Values
  readonly choose: (values: Values) => void
}

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

export function StaleNote({ begun, mine, theirs, choose }: StaleNoteProps) {
  const t = useWords(words)
  const differing = Object.keys(theirs).filter(
    (name) => name in mine && !same(theirs[name], begun[name]) && !same(theirs[name], mine[name]),
  )
  return (
    <Alert color="yellow" icon={<Icon name="people" />} title={t('stale')} role="alert">
      <Text size="sm">{differing.length > 0 ? t('staleHow') : t('staleSame')}</Text>
      {differing.length > 0 && (
        <Table mt="xs">
          <Table.Tbody>
            {differing.map((name) => (
              <Table.Tr key={name}>
                <Table.Th>{nameOf(name)}</Table.Th>
                <Table.Td>
                  <Text size="xs" c="dimmed">
                    {t('mine')}
                  </Text>
                  <Value name={name} value={mine[name]} />
                </Table.Td>
                <Table.Td>
                  <Group justify="space-between" wrap="nowrap">
                    <div>
                      <Text size="xs" c="dimmed">
                        {t('theirs')}
                      </Text>
                      <Value name={name} value={theirs[name]} />
                    </div>
                    <Button
                      size="compact-xs"
                      variant="light"
                      onClick={() => choose({ ...mine, [name]: theirs[name] })}
                    >
                      {t('theirs')}
                    </Button>
                  </Group>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Alert>
  )
}
