/** A value of which only the person who gives it knows what kind it is: they say so, and get the field for it. */
import { Group, NumberInput, SegmentedControl, Select, TagsInput, TextInput } from '@mantine/core'
import { useWords } from '../../words/words.ts'
import { kindsOf } from '../kinds.ts'
import { words } from '../words.ts'
import { ReferenceInput } from './reference-input.tsx'
import { TypedInput } from './typed-input.tsx'
import { asKind, type ValueKind, valueKinds } from './value-kind.ts'

interface AnyValueProps {
  /** What it is called: `clientId` is a client, whom one finds by name. */
  readonly name: string
  /** How the field is called to those who cannot see it. */
  readonly label: string
  readonly kind: ValueKind
  readonly value: unknown
  readonly set: (kind: ValueKind, value: unknown) => void
  /** Where there is no choice. */
  readonly isFixed?: boolean
}

export function AnyValue({ name, label, kind, value, set, isFixed }: AnyValueProps) {
  const t = useWords(words)
  return (
    <Group gap="xs" align="flex-start" wrap="nowrap">
      {!isFixed && (
        <Select
          aria-label={t('kindOf', { name: label })}
          w={130}
          style={{ flex: 'none' }}
          data={valueKinds.map((one) => ({ value: one, label: t(`kind-${one}`) }))}
          value={kind}
          allowDeselect={false}
          onChange={(chosen) => {
            const next = valueKinds.find((one) => one === chosen) ?? kind
            set(next, asKind(next, value))
          }}
        />
      )}
      <div style={{ flex: 1, minWidth: 0 }}>
        <ValueOfKind name={name} label={label} kind={kind} value={value} set={(given) => set(kind, given)} />
      </div>
    </Group>
  )
}

type OfKindProps = Omit<AnyValueProps, 'set' | 'isFixed'> & { readonly set: (value: unknown) => void }

function ValueOfKind({ name, label, kind, value, set }: OfKindProps) {
  const t = useWords(words)
  const common = { 'aria-label': t('valueOf', { name: label }) }
  const text = typeof value === 'string' ? value : ''
  switch (kind) {
    case 'yes-no':
      return (
        <SegmentedControl
          {...common}
          data={[
            { value: 'true', label: t('yes') },
            { value: 'false', label: t('no') },
            { value: '', label: t('notGiven') },
          ]}
          value={typeof value === 'boolean' ? String(value) : ''}
          onChange={(said) => set(said === '' ? undefined : said === 'true')}
        />
      )
    case 'number':
      return (
        <NumberInput
          {...common}
          value={typeof value === 'number' ? value : ''}
          onChange={(typed) => set(typeof typed === 'number' ? typed : undefined)}
        />
      )
    case 'list':
      return (
        <TagsInput
          {...common}
          placeholder={t('listHint')}
          value={Array.isArray(value) ? (value as string[]) : []}
          onChange={(all) => set(all.length > 0 ? all : undefined)}
        />
      )
    case 'other':
      return (
        <TypedInput
          {...common}
          placeholder={t('otherHint')}
          value={value === undefined ? '' : JSON.stringify(value)}
          read={readJson}
          set={set}
          error={t('notJson')}
        />
      )
    default:
      return kind === 'text' && kindsOf(name) ? (
        <ReferenceInput
          {...common}
          name={name}
          value={text || null}
          onChange={(id) => set(id ?? undefined)}
        />
      ) : (
        <TextInput
          {...common}
          type={kind === 'day' ? 'date' : 'text'}
          value={text}
          onChange={({ currentTarget }) => set(currentTarget.value === '' ? undefined : currentTarget.value)}
        />
      )
  }
}

/** What a text says as JSON; null while it says nothing. A null that is meant cannot be told from it, and is left out. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}
