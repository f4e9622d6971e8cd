/** Chooses a record by typing its number or name: what the search finds and this person may see. */
import { Select, type SelectProps } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useMemo, useState } from 'react'
import { search } from '#insight/contract.ts'
import { useAsk } from '../../wire/queries.ts'
import { useWords } from '../../words/words.ts'
import { kindsOf } from '../kinds.ts'
import { words } from '../words.ts'

interface ReferenceInputProps extends Omit<SelectProps, 'data' | 'value' | 'onChange' | 'name'> {
  /** The field: `clientId` asks for clients. */
  readonly name: string
  readonly value: string | null
  readonly onChange?: (id: string | null) => void
  /** What was chosen, with how it is called. */
  readonly onPick?: (found: { id: string; label: string; detail: string | null }) => void
}

const TYPING_MS = 150
const SHOWN_MAX = 20

export function ReferenceInput({ name, value, onChange, onPick, ...props }: ReferenceInputProps) {
  const t = useWords(words)
  const [typed, type] = useState('')
  const [text] = useDebouncedValue(typed, TYPING_MS)
  const [chosen, choose] = useState<{ value: string; label: string } | null>(null)
  const kinds = kindsOf(name)
  const { data, isFetching } = useAsk(
    search,
    { text, limit: SHOWN_MAX, ...(kinds ? { kinds } : {}) } as never,
    { staleTime: 30_000, enabled: text.trim() !== '' && text !== chosen?.label },
  )
  const options = useMemo(() => {
    const found = (data?.items ?? []).map(({ id, label, detail }) => ({
      value: id,
      label: detail ? `${label} · ${detail}` : label,
    }))
    const all = chosen && !found.some(({ value: id }) => id === chosen.value) ? [chosen, ...found] : found
    // Somebody else's choice is shown by its id until it is looked for.
    return value && !all.some(({ value: id }) => id === value) ? [{ value, label: value }, ...all] : all
  }, [data, chosen, value])
  return (
    <Select
      {...props}
      data={options}
      value={value}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('clear') }}
      placeholder={t('pick')}
      searchValue={typed}
      onSearchChange={type}
      // The server has searched; what it found is shown as it is.
      filter={({ options: found }) => found}
      nothingFoundMessage={isFetching ? t('loading') : text.trim() === '' ? t('pick') : t('nothing')}
      onChange={(id, option) => {
        choose(id ? { value: id, label: option?.label ?? id } : null)
        onChange?.(id)
        const found = data?.items.find((one) => one.id === id)
        if (found) onPick?.(found)
      }}
    />
  )
}
