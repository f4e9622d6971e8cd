/** What a program would call an object, as people read it: each field and its value, what is inside set in. */
import { Box, Group, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Json } from '#kernel/contract.ts'
import { isMoney, Value } from '../language/value.tsx'
import { nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import { words } from './words.ts'

/** Rows of a long list that are shown; how many more there are is told. */
const ROWS_MAX = 20
const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/

/** Takes what a contract calls any JSON: its wire type says nothing more. */
export function Structure({ value: given }: { value: unknown }): ReactNode {
  const value = given as Json
  const t = useWords(words)
  const fields = fieldsOf(value)
  if (fields.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('nothing')}
      </Text>
    )
  return (
    <Stack gap={4}>
      {fields.map(([name, inner]) => (
        <Field key={name} name={name} value={inner} />
      ))}
    </Stack>
  )
}

function fieldsOf(value: Json): readonly (readonly [string, Json])[] {
  if (value === null || typeof value !== 'object') return value === null ? [] : [['value', value]]
  return Array.isArray(value) ? [['items', value]] : Object.entries(value)
}

const isBranch = (value: Json): value is Json[] | { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !isMoney(value)

function Field({ name, value }: { name: string; value: Json }) {
  const t = useWords(words)
  if (Array.isArray(value) && value.some(isBranch))
    return (
      <div>
        <Text size="xs" c="dimmed">
          {nameOf(name)}
        </Text>
        {value.slice(0, ROWS_MAX).map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what was asked does not change; its rows have no name
          <Inside key={index} value={row} />
        ))}
        {value.length > ROWS_MAX && (
          <Text size="xs" c="dimmed">
            {t('moreRows', { count: value.length - ROWS_MAX })}
          </Text>
        )}
      </div>
    )
  if (isBranch(value) && !Array.isArray(value))
    return (
      <div>
        <Text size="xs" c="dimmed">
          {nameOf(name)}
        </Text>
        <Inside value={value} />
      </div>
    )
  return (
    <Group gap="xs" align="baseline" wrap="nowrap">
      <Text size="xs" c="dimmed" w={160} style={{ flex: 'none' }}>
        {nameOf(name)}
      </Text>
      <Text size="sm" component="div" style={{ overflowWrap: 'anywhere', minWidth: 0 }}>
        {typeof value === 'string' && uuid.test(value) ? (
          <Text span size="xs" c="dimmed" title={value}>
            {t('reference', { end: value.slice(-6) })}
          </Text>
        ) : (
          <Value name={name} value={value} />
        )}
      </Text>
    </Group>
  )
}

const Inside = ({ value }: { value: Json }) => (
  <Box pl="sm" my={4} style={{ borderLeft: '2px solid var(--mantine-color-default-border)' }}>
    <Structure value={value} />
  </Box>
)
