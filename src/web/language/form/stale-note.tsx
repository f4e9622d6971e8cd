/** Two people changed one record: what each of them wants, field by field, and who is to win. */
import { Alert, SegmentedControl, Stack, Table, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { nameOf } from '../../words/names.ts'
import { useWords } from '../../words/words.ts'
import { Called } from '../called.tsx'
import { Icon } from '../icon.tsx'
import { isMoney, isRecordId, Value } from '../value.tsx'
import { words } from '../words.ts'
import type { Values } from './draft.ts'
import type { Merged } from './merge.ts'
import { same } from './same.ts'

export interface StaleNoteProps {
  /** The record as somebody else has made it. */
  readonly theirs: Values
  /** What the form said when it was sent. */
  readonly mine: Values
  readonly merged: Merged
  /** What the form says now. */
  readonly values: Values
  readonly choose: (values: Values) => void
  /** What a value is called, where it is no field of a command. */
  readonly called?: (name: string) => string
  /** What has happened, where it is not that a record was changed. */
  readonly title?: string
}

export function StaleNote(props: StaleNoteProps) {
  const { theirs, mine, merged, values, choose, called = nameOf } = props
  const t = useWords(words)
  const { contested, taken } = merged
  return (
    <Alert color="yellow" icon={<Icon name="people" />} title={props.title ?? t('stale')} role="alert">
      <Stack gap="xs">
        <Text size="sm">{contested.length > 0 ? t('staleHow') : t('staleSame')}</Text>
        {contested.map((name) => (
          <div key={name}>
            <Text size="sm" fw={600}>
              {called(name)}
            </Text>
            <SegmentedControl
              aria-label={called(name)}
              size="xs"
              fullWidth
              data={[
                { value: 'mine', label: <Side title={t('mine')} name={name} value={mine[name]} /> },
                { value: 'theirs', label: <Side title={t('theirs')} name={name} value={theirs[name]} /> },
              ]}
              value={same(values[name], theirs[name]) ? 'theirs' : 'mine'}
              onChange={(side) =>
                choose({ ...values, [name]: side === 'theirs' ? theirs[name] : mine[name] })
              }
            />
          </div>
        ))}
        {taken.length > 0 && (
          <>
            <Text size="sm">{t('staleTaken')}</Text>
            <Table>
              <Table.Tbody>
                {taken.map((name) => (
                  <Table.Tr key={name}>
                    <Table.Th>{called(name)}</Table.Th>
                    <Table.Td>
                      <Shown name={name} value={merged.values[name]} />
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </>
        )}
      </Stack>
    </Alert>
  )
}

function Side({ title, name, value }: { title: string; name: string; value: unknown }) {
  return (
    <span style={{ display: 'block', whiteSpace: 'normal', overflowWrap: 'anywhere' }}>
      {title}: <Shown name={name} value={value} />
    </span>
  )
}

/** Rows by what they are called: how many there are says nothing about whose they are. */
function Shown({ name, value }: { name: string; value: unknown }): ReactNode {
  // A record is known by its name: two ids side by side say nothing to choose by.
  if (typeof value === 'string' && isRecordId(value)) return <Called businessKey={value} />
  const rows = Array.isArray(value) ? value.filter((one) => typeof one === 'object' && one !== null) : []
  const titles = rows.flatMap((row: Values) => {
    if (isMoney(row)) return []
    const title = row['title'] ?? row['name'] ?? row['skill'] ?? row['day']
    return typeof title === 'string' ? [title] : []
  })
  return titles.length > 0 ? titles.join(', ') : <Value name={name} value={value} />
}
