/** One field of a command, as its schema says: the form asks for what the contract takes and nothing else. */
import {
  Button,
  Fieldset,
  Group,
  Input,
  MultiSelect,
  NumberInput,
  PasswordInput,
  SegmentedControl,
  Select,
  Stack,
  Switch,
  TagsInput,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core'
import { useState } from 'react'
import type { JsonSchema } from '#kernel/operation.ts'
import { formatMinutes, parseMinutes } from '../../words/format.ts'
import { fieldName, hintOf, nameOf } from '../../words/names.ts'
import { language, useWords } from '../../words/words.ts'
import { clockAt, momentAt } from '../../words/zone.ts'
import { Icon } from '../icon.tsx'
import { words } from '../words.ts'
import { AnyValue } from './any-value.tsx'
import { Legend } from './legend.tsx'
import { MoneyField } from './money-field.tsx'
import { NamedValues } from './named-values.tsx'
import { ReferenceInput } from './reference-input.tsx'
import { RemoveRow } from './remove-row.tsx'
import { emptyOf, isMoney, kindOf, plainSchema, type Shape } from './shape.ts'
import { StoredFileInput } from './stored-file-input.tsx'
import { KnownCode } from './suggest-input.tsx'
import { TypedInput } from './typed-input.tsx'
import { asKind, kindOfName, kindOfValue, type ValueKind } from './value-kind.ts'

export interface FieldProps {
  /** JSON pointer of the field in the input. */
  readonly pointer: string
  readonly name: string
  readonly schema: JsonSchema
  readonly isRequired: boolean
  readonly value: unknown
  readonly set: (value: unknown) => void
  /** What the server, or the form, has to say about a field, by pointer. */
  readonly errors: ReadonlyMap<string, string>
}

/** Four words fit beside each other; more are better in a list. */
const SIDE_BY_SIDE_MAX = 4

export function SchemaField(props: FieldProps) {
  const { name, isRequired, pointer, errors } = props
  const schema = plainSchema(props.schema)
  const shape = kindOf(name, schema)
  const common: Common = {
    label: fieldName(pointer.split('/').at(-2) ?? '', name),
    description: descriptionOf(schema, shape),
    error: errors.get(pointer) ?? null,
    required: isRequired,
  }
  if (shape === 'group') return <GroupField {...props} schema={schema} common={common} />
  if (shape === 'rows') return <RowsField {...props} schema={schema} common={common} />
  if (shape === 'named') return <NamedField {...props} schema={schema} common={common} />
  if (shape === 'any') return <AnyField {...props} schema={schema} common={common} />
  return <PlainField {...props} schema={schema} shape={shape} common={common} />
}

interface Common {
  readonly label: string
  readonly description: string | undefined
  readonly error: string | null
  readonly required: boolean
}

/** Their look says what they are; minutes are typed as hours. */
const plainlySaid = new Set<Shape>(['reference', 'day', 'money', 'moment', 'minutes', 'known'])

/** Descriptions that only say the type say nothing a person needs. A form of a model says its own in other languages. */
function descriptionOf(schema: JsonSchema, shape: Shape): string | undefined {
  if (plainlySaid.has(shape)) return undefined
  const inModel = schema[`x-description:${language()}`]
  return typeof inModel === 'string' ? inModel : hintOf(schema.description)
}

interface PlainProps extends FieldProps {
  readonly shape: Shape
  readonly common: Common
}

const typeOfShape = { day: 'date', month: 'month' } as const

function PlainField({ name, schema, shape, value, set, common }: PlainProps) {
  const text = typeof value === 'string' ? value : ''
  const setText = (typed: string) => set(typed === '' ? undefined : typed)
  const onText = ({ currentTarget }: { currentTarget: { value: string } }) => setText(currentTarget.value)
  switch (shape) {
    case 'yes-no':
      return (
        <Switch
          {...{ ...common, required: false, checked: value === true }}
          onChange={({ currentTarget }) => set(currentTarget.checked)}
        />
      )
    case 'choice':
      return <Choice schema={schema} value={text} set={setText} common={common} />
    case 'known':
      return <KnownCode {...common} list={schema['x-choices']} value={text} set={setText} />
    case 'choices':
      return (
        <MultiSelect
          {...common}
          data={optionsOf(schema.items ?? {})}
          value={Array.isArray(value) ? (value as string[]) : []}
          onChange={set}
          searchable
        />
      )
    case 'words':
      return <TagsInput {...common} value={Array.isArray(value) ? (value as string[]) : []} onChange={set} />
    case 'reference':
      return (
        <ReferenceInput
          {...common}
          name={name}
          value={text || null}
          onChange={(id) => set(id ?? undefined)}
        />
      )
    case 'file':
      return <StoredFileInput {...common} value={text || null} onChange={(id) => set(id ?? undefined)} />
    case 'minutes':
      return (
        <TypedInput
          {...common}
          placeholder="7:30"
          value={typeof value === 'number' ? formatMinutes(value) : ''}
          read={parseMinutes}
          set={set}
        />
      )
    case 'number':
      return (
        <NumberInput
          {...common}
          value={typeof value === 'number' ? value : ''}
          {...(typeof schema['minimum'] === 'number' ? { min: schema['minimum'] } : {})}
          {...(typeof schema['maximum'] === 'number' ? { max: schema['maximum'] } : {})}
          allowDecimal={false}
          onChange={(typed) => set(typeof typed === 'number' ? typed : undefined)}
        />
      )
    case 'day':
    case 'month':
      return <TextInput {...common} type={typeOfShape[shape]} value={text} onChange={onText} />
    case 'moment':
      return (
        <TextInput
          {...common}
          type="datetime-local"
          value={text === '' ? '' : clockAt(text)}
          onChange={({ currentTarget }) =>
            set(currentTarget.value ? momentAt(currentTarget.value) : undefined)
          }
        />
      )
    case 'password':
      return <PasswordInput {...common} value={text} autoComplete="new-password" onChange={onText} />
    case 'long-text':
      return <Textarea {...common} autosize minRows={2} maxRows={8} value={text} onChange={onText} />
    default:
      return (
        <TextInput
          {...common}
          value={text}
          placeholder={typeof schema['example'] === 'string' ? schema['example'] : undefined}
          inputMode={shape === 'decimal' ? 'decimal' : undefined}
          type={schema.format === 'email' ? 'email' : 'text'}
          onChange={onText}
        />
      )
  }
}

const optionsOf = (schema: JsonSchema) =>
  (schema.enum ?? []).map((value) => ({ value: String(value), label: nameOf(String(value)) }))

function Choice({
  schema,
  value,
  set,
  common,
}: {
  schema: JsonSchema
  value: string
  set: (value: string) => void
  common: Common
}) {
  const options = optionsOf(schema)
  const length = options.reduce((sum, { label }) => sum + label.length, 0)
  if (options.length > SIDE_BY_SIDE_MAX || length > 36 || !common.required)
    return (
      <Select {...common} data={options} value={value || null} onChange={(one) => set(one ?? '')} clearable />
    )
  return (
    <div>
      <Text size="sm" fw={500} mb={4}>
        {common.label}
      </Text>
      <SegmentedControl aria-label={common.label} fullWidth data={options} value={value} onChange={set} />
      {common.error && (
        <Text size="xs" c="red" role="alert">
          {common.error}
        </Text>
      )}
    </div>
  )
}

type StructuredProps = FieldProps & { readonly common: Common }

/** Values by name: of any kind, or all of the one that the contract takes. */
function NamedField({ schema, value, set, common }: StructuredProps) {
  const { type } = (schema['additionalProperties'] ?? {}) as JsonSchema
  const only = type === 'string' ? 'text' : type === 'array' ? 'list' : undefined
  const { label, description, error } = common
  return <NamedValues {...{ label, description, error, value, set }} {...(only ? { only } : {})} />
}

/** A value of which the contract does not say what kind it is. */
function AnyField({ name, value, set, common }: StructuredProps) {
  const [chosen, choose] = useState<ValueKind>(() =>
    value === undefined ? kindOfName(name) : kindOfValue(value),
  )
  const kind = asKind(chosen, value) === value ? chosen : kindOfValue(value)
  return (
    <Input.Wrapper {...common}>
      <AnyValue
        name={name}
        label={common.label}
        kind={kind}
        value={value}
        set={(next, given) => {
          choose(next)
          set(given)
        }}
      />
    </Input.Wrapper>
  )
}

/** Fields that belong together under one heading, two beside each other; an amount with its currency as one field. */
function GroupField({ pointer, schema, value, set, errors, common }: StructuredProps) {
  if (isMoney(schema))
    return (
      <MoneyField {...{ pointer, value, set, errors }} label={common.label} isRequired={common.required} />
    )
  const record = (value ?? {}) as Record<string, unknown>
  const fields = Object.entries(schema.properties ?? {}).map(([name, inner]) => (
    <SchemaField
      key={name}
      pointer={`${pointer}/${name}`}
      name={name}
      schema={inner}
      isRequired={common.required && (schema.required?.includes(name) ?? false)}
      value={record[name]}
      set={(next) => set(without({ ...record, [name]: next }))}
      errors={errors}
    />
  ))
  return (
    <Fieldset legend={<Legend label={common.label} isRequired={common.required} />} p="sm" radius="md">
      {common.error && (
        <Text size="xs" c="red" role="alert" mb="xs">
          {common.error}
        </Text>
      )}
      {fields.length === 2 ? (
        <Group grow align="flex-start" gap="xs">
          {fields}
        </Group>
      ) : (
        <Stack gap="xs">{fields}</Stack>
      )}
    </Fieldset>
  )
}

/** An object without the fields nobody has filled in; nothing at all when none is. */
function without(record: Record<string, unknown>): Record<string, unknown> | undefined {
  const filled = Object.entries(record).filter(([, value]) => value !== undefined)
  return filled.length > 0 ? Object.fromEntries(filled) : undefined
}

function RowsField({ pointer, name, schema, value, set, errors, common }: StructuredProps) {
  const t = useWords(words)
  const rows = Array.isArray(value) ? (value as unknown[]) : []
  const item = schema.items ?? {}
  const replace = (index: number, next: unknown) => set(rows.map((row, at) => (at === index ? next : row)))
  return (
    <Fieldset legend={common.label} p="sm" radius="md">
      <Stack gap="sm">
        {common.description && (
          <Text size="xs" c="dimmed">
            {common.description}
          </Text>
        )}
        {rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of a form have no name but their place
          <Group key={index} align="flex-end" wrap="nowrap" gap="xs">
            <div style={{ flex: 1, minWidth: 0 }}>
              <SchemaField
                pointer={`${pointer}/${index}`}
                name={name.replace(/s$/, '')}
                schema={item}
                isRequired
                value={row}
                set={(next) => replace(index, next)}
                errors={errors}
              />
            </div>
            <RemoveRow index={index} remove={() => set(rows.filter((_, at) => at !== index))} />
          </Group>
        ))}
        <Button
          variant="light"
          size="xs"
          leftSection={<Icon name="plus" size={14} />}
          onClick={() => set([...rows, emptyOf(item)])}
        >
          {t('addRow')}
        </Button>
        {common.error && (
          <Text size="xs" c="red" role="alert">
            {common.error}
          </Text>
        )}
      </Stack>
    </Fieldset>
  )
}
