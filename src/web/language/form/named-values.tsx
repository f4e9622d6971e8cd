/**
 * Values by name, such as the variables of a process: a row each, with what it is called, what kind it is and what it
 * says. Where the names are known they stand there; others are added.
 */
import { Autocomplete, Button, Fieldset, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { fieldName } from '../../words/names.ts'
import { useWords } from '../../words/words.ts'
import { Icon } from '../icon.tsx'
import { words } from '../words.ts'
import { AnyValue } from './any-value.tsx'
import { RemoveRow } from './remove-row.tsx'
import { kindOfName, kindOfValue, type ValueKind } from './value-kind.ts'

type Named = Readonly<Record<string, unknown>>

interface NamedValuesProps {
  readonly label: string
  readonly description?: string | undefined
  readonly error?: string | null | undefined
  readonly value: unknown
  readonly set: (value: unknown) => void
  /** Names that are asked for. */
  readonly expected?: readonly string[]
  /** What stands now: its names are offered, and a chosen one begins with what it says. */
  readonly present?: Named
  /** The one kind all values have. */
  readonly only?: ValueKind
}

interface Row {
  readonly name: string
  readonly kind: ValueKind
  readonly value: unknown
  readonly isExpected: boolean
}

const isNamed = (value: unknown): value is Named =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const valuesOf = (rows: readonly Row[]): Named =>
  Object.fromEntries(
    rows.flatMap(({ name, value }) =>
      name.trim() === '' || value === undefined ? [] : [[name.trim(), value]],
    ),
  )

const same = (a: Named, b: Named) => JSON.stringify(a) === JSON.stringify(b)

function rowsOf(named: Named, expected: readonly string[], only: ValueKind | undefined): Row[] {
  const names = [...new Set([...expected, ...Object.keys(named)])]
  return names.map((name) => {
    const value = named[name]
    const kind = only ?? (value === undefined ? kindOfName(name) : kindOfValue(value))
    return { name, kind, value, isExpected: expected.includes(name) }
  })
}

const none: readonly string[] = []

export function NamedValues({ label, description, error, value, set, ...props }: NamedValuesProps) {
  const { expected = none, present, only } = props
  const t = useWords(words)
  const given = isNamed(value) ? value : {}
  const [kept, keep] = useState(() => rowsOf(given, expected, only))
  // What came from elsewhere, such as a form that is begun anew, takes the place of what was typed.
  const rows = same(valuesOf(kept), given) ? kept : rowsOf(given, expected, only)
  const change = (next: readonly Row[]) => {
    keep([...next])
    set(valuesOf(next))
  }
  const replace = (index: number, row: Row) => change(rows.map((one, at) => (at === index ? row : one)))
  const free = Object.keys(present ?? {}).filter((name) => !rows.some((row) => row.name === name))
  const rename = (row: Row, name: string): Row => {
    const now = row.value === undefined ? present?.[name] : undefined
    const kind = now === undefined ? kindOfName(name) : kindOfValue(now)
    return row.value === undefined && !only ? { ...row, name, kind, value: now } : { ...row, name }
  }
  return (
    <Fieldset legend={label} p="sm" radius="md">
      <Stack gap="sm">
        {description && (
          <Text size="xs" c="dimmed">
            {description}
          </Text>
        )}
        {rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of a form have no name but their place
          <Group key={index} gap="xs" align="flex-end" wrap="wrap">
            <div style={{ flex: '1 1 160px', minWidth: 0 }}>
              {row.isExpected ? (
                <Text size="sm" fw={500} py={6} style={{ overflowWrap: 'anywhere' }}>
                  {fieldName('', row.name)}
                </Text>
              ) : (
                <Autocomplete
                  aria-label={t('nameOfRow', { number: index + 1 })}
                  placeholder={t('nameOfValue')}
                  data={free}
                  value={row.name}
                  onChange={(name) => replace(index, rename(row, name))}
                />
              )}
            </div>
            <div style={{ flex: '2 1 280px', minWidth: 0 }}>
              <AnyValue
                name={row.name}
                label={row.name === '' ? t('unnamed', { number: index + 1 }) : fieldName('', row.name)}
                kind={row.kind}
                value={row.value}
                set={(kind, next) => replace(index, { ...row, kind, value: next })}
                {...(only ? { isFixed: true } : {})}
              />
            </div>
            {!row.isExpected && (
              <RemoveRow index={index} remove={() => change(rows.filter((_, at) => at !== index))} />
            )}
          </Group>
        ))}
        <Button
          variant="light"
          size="xs"
          leftSection={<Icon name="plus" size={14} />}
          onClick={() =>
            change([...rows, { name: '', kind: only ?? 'text', value: undefined, isExpected: false }])
          }
        >
          {t('addValue')}
        </Button>
        {error && (
          <Text size="xs" c="red" role="alert">
            {error}
          </Text>
        )}
      </Stack>
    </Fieldset>
  )
}
