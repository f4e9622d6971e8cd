/** What somebody gives to start a process: the fields of its start form, or variables where it has none. */
import { Stack } from '@mantine/core'
import type { startable } from '#engines/process/contract.ts'
import type { JsonSchema } from '#kernel/operation.ts'
import type { FieldOverride } from '../language/command-form.tsx'
import { SchemaField } from '../language/form/schema-field.tsx'
import type { WireOutput } from '../wire/client.ts'
import { choicesOf, fieldsOf } from './task-form.ts'

export type Startable = WireOutput<typeof startable>['processes'][number]

/** How the form of `processes.start` asks for what this process begins with. */
export function startingOf({ key, schema }: Startable) {
  if (!schema) return { fill: { key }, fields: ['businessKey', 'variables', 'onlyOne'] }
  const fields = fieldsOf(choicesOf(schema as JsonSchema))
  const variables: FieldOverride = ({ value, set, errors }) => {
    const given = (value ?? {}) as Record<string, unknown>
    return (
      <Stack gap="sm">
        {fields.map(({ name, schema: field, isRequired }) => (
          <SchemaField
            key={name}
            pointer={`/variables/${name}`}
            name={name}
            schema={field}
            isRequired={isRequired}
            value={given[name]}
            set={(typed) =>
              set(
                Object.fromEntries(
                  Object.entries({ ...given, [name]: typed }).filter(([, one]) => one !== undefined),
                ),
              )
            }
            errors={errors}
          />
        ))}
      </Stack>
    )
  }
  return { fill: { key }, fields: ['variables'], overrides: { variables } }
}
