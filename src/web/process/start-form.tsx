/**
 * What somebody gives to start a process: the fields of its start form; where it has none, what its first steps read, and
 * whatever else they know it takes.
 */
import { Stack } from '@mantine/core'
import type { startable } from '#engines/process/contract.ts'
import type { JsonSchema } from '#kernel/operation.ts'
import type { FieldOverride } from '../language/command-form.tsx'
import { NamedValues } from '../language/form/named-values.tsx'
import { SchemaField } from '../language/form/schema-field.tsx'
import type { WireOutput } from '../wire/client.ts'
import { nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import { choicesOf, fieldsOf } from './task-form.ts'
import { words } from './words.ts'

export type Startable = WireOutput<typeof startable>['processes'][number]

/** How the form of `processes.start` asks for what this process begins with. */
export function startingOf({ key, schema, expects }: Startable) {
  const fields = schema
    ? fieldsOf(choicesOf(schema as JsonSchema))
    : expects.flatMap((one) =>
        one.schema ? [{ name: one.name, schema: one.schema as JsonSchema, isRequired: false }] : [],
      )
  const others = schema ? null : expects.flatMap((one) => (one.schema ? [] : [one.name]))
  const variables: FieldOverride = (props) => <Beginning {...props} fields={fields} others={others} />
  return {
    fill: { key },
    fields: schema ? ['variables'] : ['variables', 'businessKey'],
    overrides: { variables },
  }
}

type BeginningProps = Parameters<FieldOverride>[0] & {
  readonly fields: ReturnType<typeof fieldsOf>
  /** Names of which no more is known; null where nothing else is taken. */
  readonly others: readonly string[] | null
}

function Beginning({ value, set, errors, fields, others }: BeginningProps) {
  const t = useWords(words)
  const given = (value ?? {}) as Record<string, unknown>
  const known = new Set(fields.map(({ name }) => name))
  const put = (next: Readonly<Record<string, unknown>>) =>
    set(Object.fromEntries(Object.entries(next).filter(([, one]) => one !== undefined)))
  const isOther = ([name]: readonly [string, unknown]) => !known.has(name)
  const rest = Object.fromEntries(Object.entries(given).filter(isOther))
  return (
    <Stack gap="sm">
      {fields.map(({ name, schema, isRequired }) => (
        <SchemaField
          key={name}
          pointer={`/variables/${name}`}
          name={name}
          schema={schema}
          isRequired={isRequired}
          value={given[name]}
          set={(typed) => put({ ...given, [name]: typed })}
          errors={errors}
        />
      ))}
      {others && (
        <NamedValues
          label={nameOf('variables')}
          description={others.length > 0 ? t('readsThese') : t('readsNothing')}
          expected={others}
          value={rest}
          set={(typed) => {
            const mine = Object.fromEntries(Object.entries(given).filter((one) => !isOther(one)))
            put({ ...mine, ...(typed as Readonly<Record<string, unknown>>) })
          }}
        />
      )}
    </Stack>
  )
}
