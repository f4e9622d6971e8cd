/** Chooses a record by typing its number or name: what the search finds and this person may see. */
import { Select, type SelectProps } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useMemo, useState } from 'react'
import { listEntities, listOrgUnits } from '#flow/firm/contract.ts'
import { search } from '#insight/contract.ts'
import { useAsk } from '../../wire/queries.ts'
import { useWords } from '../../words/words.ts'
import { kindsOf } from '../kinds.ts'
import { words } from '../words.ts'
import { useKnownLabel } from './known-label.ts'
import { ListSelect } from './list-select.tsx'

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

/** What there are few of is chosen from the whole list. */
export function ReferenceInput(props: ReferenceInputProps) {
  const { name, onPick: _onPick, ...select } = props
  if (name === 'entityId') return <ListSelect contract={listEntities} {...few} option={coded} {...select} />
  if (name === 'practiceId') return <ListSelect contract={listOrgUnits} {...few} option={coded} {...select} />
  return <SearchInput {...props} />
}

const few = { input: { limit: 200 }, clearable: true } as const
const coded = ({ id, code, name }: { id: string; code: string; name: string }) => ({
  value: id,
  label: `${code} · ${name}`,
})

function SearchInput({ name, value, onChange, onPick, ...props }: ReferenceInputProps) {
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
  const isChosenBefore = value !== null && chosen?.value !== value
  const label = useKnownLabel(kinds?.[0], isChosenBefore ? value : null)
  const options = useMemo(() => {
    const found = (data?.items ?? [])
      .filter(({ id }) => !isChosenBefore || id !== value)
      .map(({ id, label: name, detail }) => ({ value: id, label: detail ? `${name} · ${detail}` : name }))
    const all = chosen && !found.some(({ value: id }) => id === chosen.value) ? [chosen, ...found] : found
    return isChosenBefore && value ? [{ value, label: label ?? value }, ...all] : all
  }, [data, chosen, value, label, isChosenBefore])
  return (
    <Select
      {...props}
      data={options}
      value={value}
      searchable
      clearable
      allowDeselect={false}
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
