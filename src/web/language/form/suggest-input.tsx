/** A code typed, or chosen from those there are: currencies, countries, time zones, and whatever a room suggests. */
import { Autocomplete, type AutocompleteProps } from '@mantine/core'
import { locale } from '../../words/words.ts'

export interface Suggestion {
  readonly value: string
  /** What it is called, beside its code. */
  readonly name?: string
}

interface SuggestInputProps
  extends Pick<
    AutocompleteProps,
    'label' | 'aria-label' | 'description' | 'error' | 'required' | 'placeholder' | 'value' | 'w'
  > {
  readonly suggestions: readonly Suggestion[]
  readonly set: (typed: string) => void
}

const SHOWN_MAX = 12

export function SuggestInput({ suggestions, set, ...input }: SuggestInputProps) {
  const names = new Map(suggestions.map(({ value, name }) => [value, name]))
  return (
    <Autocomplete
      {...input}
      data={suggestions.map(({ value }) => value)}
      limit={SHOWN_MAX}
      onChange={set}
      comboboxProps={{ withinPortal: true }}
      filter={({ options, search, limit }) => {
        const wanted = search.trim().toLowerCase()
        const fits = (text: string) => text.toLowerCase().includes(wanted)
        return options
          .filter((one) => 'value' in one && (fits(one.value) || fits(names.get(one.value) ?? '')))
          .slice(0, limit)
      }}
      renderOption={({ option: { value } }) => (names.get(value) ? `${value} · ${names.get(value)}` : value)}
    />
  )
}

interface KnownCodeProps extends Omit<SuggestInputProps, 'suggestions'> {
  /** As the contract calls it, by `x-choices`. */
  readonly list: unknown
}

/** A code of a list everybody knows. */
export const KnownCode = ({ list, ...input }: KnownCodeProps) => (
  <SuggestInput {...input} suggestions={knownCodes(list) ?? []} />
)

/** The codes of a list, each with its name in the language of the screens. */
function knownCodes(list: unknown): readonly Suggestion[] | null {
  switch (list) {
    case 'currency':
      return named('currency', Intl.supportedValuesOf('currency'))
    case 'country':
      return named('region', pairs).filter(({ name }) => name !== undefined)
    case 'time-zone':
      return Intl.supportedValuesOf('timeZone').map((value) => ({ value }))
    default:
      return null
  }
}

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
/** Every code that two letters can make; most are no country and have no name. */
const pairs = letters.flatMap((first) => letters.map((second) => first + second))

function named(type: 'currency' | 'region', codes: readonly string[]): Suggestion[] {
  const names = new Intl.DisplayNames(locale(), { type, fallback: 'none' })
  return codes.map((value) => {
    const name = names.of(value)
    return name === undefined ? { value } : { value, name }
  })
}
