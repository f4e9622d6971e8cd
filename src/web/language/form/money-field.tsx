/** An amount of money: what it is and its currency in one row, under one name. */
import { Fieldset, Group, Text, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { nameOf } from '../../words/names.ts'
import { Legend } from './legend.tsx'
import { KnownCode } from './suggest-input.tsx'

interface Typed {
  readonly amount?: string
  readonly currency?: string
}

interface MoneyFieldProps {
  readonly label: string
  readonly isRequired: boolean
  readonly value: unknown
  readonly set: (value: unknown) => void
  /** The currency as long as nobody has typed another. */
  readonly preset?: string | undefined
  /** JSON pointer of the field in the input, and what there is to say about it and its parts. */
  readonly pointer: string
  readonly errors: ReadonlyMap<string, string>
}

export function MoneyField({ label, isRequired, value, set, preset, pointer, errors }: MoneyFieldProps) {
  const typed = (value ?? {}) as Typed
  // Who has emptied the currency is about to type another.
  const [isChosen, choose] = useState(false)
  const currency = typed.currency ?? (isChosen ? undefined : preset)
  const change = (next: Typed) => set(filled(next))
  const lacksPreset = typed.amount !== undefined && typed.currency === undefined && currency !== undefined
  useEffect(() => {
    if (lacksPreset) set({ amount: typed.amount, currency })
  }, [lacksPreset, set, typed.amount, currency])
  const error = ['', '/amount', '/currency'].map((part) => errors.get(`${pointer}${part}`)).find(Boolean)
  return (
    <Fieldset variant="unstyled" legend={<Legend label={label} isRequired={isRequired} />}>
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <TextInput
          flex={1}
          miw={0}
          aria-label={nameOf('amount')}
          required={isRequired}
          placeholder="1234.50"
          inputMode="decimal"
          error={error !== undefined}
          value={typed.amount ?? ''}
          onChange={({ currentTarget }) => change({ ...typed, amount: currentTarget.value })}
        />
        <KnownCode
          list="currency"
          w={112}
          aria-label={nameOf('currency')}
          required={isRequired}
          placeholder="EUR"
          error={errors.has(`${pointer}/currency`)}
          value={currency ?? ''}
          set={(code) => {
            choose(true)
            change({ ...typed, currency: code })
          }}
        />
      </Group>
      {error && (
        <Text size="xs" c="red" role="alert" mt={4}>
          {error}
        </Text>
      )}
    </Fieldset>
  )
}

/** Without what is empty; nothing at all when all is. */
function filled({ amount, currency }: Typed): Typed | undefined {
  const rest = { ...(amount ? { amount } : {}), ...(currency ? { currency } : {}) }
  return Object.keys(rest).length > 0 ? rest : undefined
}
