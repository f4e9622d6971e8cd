/** The filters above a list. */
import { Button, Group, Select, TextInput } from '@mantine/core'
import { useDebouncedCallback, useDisclosure, useMediaQuery } from '@mantine/hooks'
import { useState } from 'react'
import { nameOf } from '../../words/names.ts'
import { useWords } from '../../words/words.ts'
import type { AddressValues } from '../address.ts'
import { ReferenceInput } from '../form/reference-input.tsx'
import { Icon } from '../icon.tsx'
import { words } from '../words.ts'
import { PHONE } from './columns.ts'
import type { Filter } from './filters.ts'

interface FilterBarProps {
  readonly filters: readonly Filter[]
  readonly values: AddressValues
  readonly change: (changes: Readonly<Record<string, string | null>>) => void
}

const TYPING_MS = 250

export function FilterBar({ filters, values, change }: FilterBarProps) {
  const t = useWords(words)
  const isPhone = useMediaQuery(PHONE, undefined, { getInitialValueInEffect: false })
  const [isOpen, { toggle }] = useDisclosure()
  const set = filters.filter(({ name }) => values[name]).length
  if (filters.length === 0) return <span />
  if (isPhone && !isOpen)
    return (
      <Button
        variant="default"
        size="xs"
        aria-expanded={false}
        leftSection={<Icon name="filter" size={14} />}
        onClick={toggle}
      >
        {t('filter')}
        {set > 0 && ` (${set})`}
      </Button>
    )
  return (
    <Group gap="xs" align="flex-end">
      {filters.map((filter) => (
        // What a list was narrowed by belongs on its paper.
        <div
          key={`${filter.name} ${filter.kind === 'text' ? '' : (values[filter.name] ?? '')}`}
          className={values[filter.name] ? '' : 'no-print'}
        >
          <OneFilter
            filter={filter}
            value={values[filter.name] ?? ''}
            set={(value) => change({ [filter.name]: value })}
          />
        </div>
      ))}
    </Group>
  )
}

function OneFilter({
  filter,
  value,
  set,
}: {
  filter: Filter
  value: string
  set: (value: string | null) => void
}) {
  const t = useWords(words)
  const label = nameOf(filter.name)
  const width = { w: { base: '100%', xs: 180 }, size: 'xs' as const }
  if (filter.kind === 'reference')
    return <ReferenceInput {...width} name={filter.name} label={label} value={value || null} onChange={set} />
  if (filter.kind === 'text') return <TextFilter label={label} value={value} set={set} />
  if (filter.kind === 'day')
    return (
      <TextInput
        {...width}
        type="date"
        label={label}
        value={value}
        onChange={({ currentTarget }) => set(currentTarget.value || null)}
      />
    )
  const choices = filter.kind === 'choice' ? filter.choices : ['true', 'false']
  const said = (choice: string) =>
    filter.kind === 'choice' ? nameOf(choice) : choice === 'true' ? t('yes') : t('no')
  return (
    <Select
      {...width}
      label={label}
      placeholder={t('any')}
      value={value || null}
      data={choices.map((choice) => ({ value: choice, label: said(choice) }))}
      onChange={set}
      clearable
      clearButtonProps={{ 'aria-label': t('clear') }}
    />
  )
}

function TextFilter({
  label,
  value,
  set,
}: {
  label: string
  value: string
  set: (value: string | null) => void
}) {
  const [typed, type] = useState(value)
  const later = useDebouncedCallback(set, TYPING_MS)
  return (
    <TextInput
      w={{ base: '100%', xs: 180 }}
      size="xs"
      label={label}
      value={typed}
      onChange={({ currentTarget }) => {
        type(currentTarget.value)
        later(currentTarget.value || null)
      }}
    />
  )
}
