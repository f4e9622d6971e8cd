/** The form of a task as its JSON schema says it: the answers one may give, and what each of them needs. Pure. */
import type { JsonSchema } from '#kernel/operation.ts'

/** One way to complete a task. */
export interface Choice {
  /** What choosing it says: `decision` is `approved`. */
  readonly says: Readonly<Record<string, unknown>>
  readonly fields: readonly {
    readonly name: string
    readonly schema: JsonSchema
    readonly isRequired: boolean
  }[]
}

/** A schema with alternatives is a choice between them; any other is one form. */
export function choicesOf(schema: JsonSchema | null): readonly Choice[] {
  if (!schema) return [{ says: {}, fields: [] }]
  return (schema.anyOf ?? schema.oneOf ?? [schema]).map(choiceOf)
}

function choiceOf({ properties = {}, required = [] }: JsonSchema): Choice {
  const all = Object.entries(properties)
  return {
    says: Object.fromEntries(all.flatMap(([name, one]) => ('const' in one ? [[name, one.const]] : []))),
    fields: all.flatMap(([name, schema]) =>
      'const' in schema ? [] : [{ name, schema: told(schema), isRequired: required.includes(name) }],
    ),
  }
}

/** A type that may be null is asked for by its other type. */
function told(schema: JsonSchema): JsonSchema {
  if (!Array.isArray(schema.type)) return schema
  const [type = 'string'] = (schema.type as readonly string[]).filter((one) => one !== 'null')
  return { ...schema, type }
}

/** The fields of all choices, once each: they are asked for above the buttons. */
export function fieldsOf(choices: readonly Choice[]): Choice['fields'] {
  const fields = new Map<string, Choice['fields'][number]>()
  for (const field of choices.flatMap((choice) => choice.fields)) {
    const known = fields.get(field.name)
    fields.set(field.name, { ...field, isRequired: field.isRequired && (known?.isRequired ?? true) })
  }
  return [...fields.values()]
}

/** What is still missing for a choice. */
export function missingFor(choice: Choice, values: Readonly<Record<string, unknown>>): readonly string[] {
  return choice.fields
    .filter(({ name, isRequired }) => isRequired && (values[name] === undefined || values[name] === ''))
    .map(({ name }) => name)
}
