/**
 * Forms that are JSON schemas inside the model (`zeebe:userTaskForm` of the process): what a person gives when completing
 * a task, or when starting the process, is checked against them. A keyword that would not be checked is refused with the model.
 */
import { z } from 'zod'
import type { DraftNode } from './draft.ts'
import type { Json } from './expression.ts'
import type { Findings } from './findings.ts'
import type { FormSchema } from './graph.ts'
import { type Item, isItem, item, text, typeName } from './item.ts'
import { formNameOf } from './reader.ts'

const checked = new Set([
  ...[
    'type',
    'properties',
    'required',
    'additionalProperties',
    'items',
    'prefixItems',
    'minItems',
    'maxItems',
  ],
  ...['enum', 'const', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  ...[
    'minLength',
    'maxLength',
    'pattern',
    'format',
    'oneOf',
    'anyOf',
    'allOf',
    '$ref',
    '$defs',
    'definitions',
  ],
])

/** Keywords that describe and do not restrict. */
const described = new Set([
  '$schema',
  '$id',
  '$comment',
  'title',
  'description',
  'examples',
  'default',
  'readOnly',
])

/** Reads the forms of a process and gives them to the user tasks that name them, and back the one it is started with. */
export function attachForms(
  process: Item,
  nodes: readonly DraftNode[],
  findings: Findings,
): FormSchema | null {
  const forms = new Map(
    formItems(process).map((form) => [text(form, 'id') ?? '', readSchema(form, findings)]),
  )
  const formOf = (node: DraftNode, form: string) => {
    const [, embedded] = /^camunda-forms:bpmn:(.+)$/.exec(form) ?? []
    const id = embedded ?? form
    if (embedded !== undefined && !forms.has(id)) {
      const message = `There is no form ${id} in the process.`
      findings.error(node.source, 'form_missing', message, 'Add it as zeebe:userTaskForm, or name another.')
    }
    if (!forms.has(id)) warnOfBinding(node.source, findings)
    return forms.get(id) ?? null
  }
  for (const node of nodes) {
    if (node.work?.kind !== 'user' || node.work.form === null) continue
    node.work = { ...node.work, schema: formOf(node, node.work.form) }
  }
  const begin = nodes.find((node) => node.scope === 0 && node.kind === 'start' && node.event?.kind === 'none')
  const form = begin ? startFormOf(begin.source) : null
  return begin && form !== null ? formOf(begin, form) : null
}

/** A form of the process is the one it was deployed with; of one kept elsewhere nobody here knows the versions. */
function warnOfBinding(at: Item, findings: Findings): void {
  const binding = formDefinitionOf(at)?.['bindingType'] ?? 'latest'
  if (binding === 'latest') return
  const message = `The form is kept elsewhere; that it is bound to ${String(binding)} is not read.`
  findings.warning(at, 'form_binding_not_read', message, 'Add the form to the process as zeebe:userTaskForm.')
}

function formDefinitionOf(of: Item): Item | undefined {
  return extensionsWithin(of).find((one) => typeName(one) === 'FormDefinition')
}

function startFormOf(start: Item): string | null {
  const found = formDefinitionOf(start)
  return found ? formNameOf(found) : null
}

function formItems(process: Item): Item[] {
  return extensionsWithin(process).filter((one) => typeName(one) === 'UserTaskForm')
}

function extensionsWithin(of: Item): Item[] {
  const values = item(of, 'extensionElements')?.['values']
  return Array.isArray(values) ? values.filter(isItem) : []
}

function readSchema(form: Item, findings: Findings): FormSchema | null {
  const at = { ...form, name: text(form, 'id') ?? '' }
  const refuse = (message: string) => {
    findings.error(
      at,
      'form_invalid',
      `The form is no JSON schema that is checked: ${message}`,
      'Mend the form.',
    )
    return null
  }
  try {
    const schema: unknown = JSON.parse(text(form, 'body') ?? '')
    if (typeof schema !== 'object' || schema === null || Array.isArray(schema))
      return refuse('it is no object.')
    if ('components' in schema) {
      const message = 'The form is drawn for another program; what is entered is not checked.'
      findings.warning(at, 'form_not_checked', message, 'Write a JSON schema to have it checked.')
      return null
    }
    const fault = faultOf(schema as Json, schema as FormSchema)
    if (fault !== null) return refuse(fault)
    validatorOf(schema as FormSchema)
    return schema as FormSchema
  } catch (cause) {
    return refuse(cause instanceof Error ? cause.message : String(cause))
  }
}

const types = new Set<Json>(['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'])

/**
 * The first fault of a schema inside the schema `root`: what would be passed over in silence, or only be found when
 * somebody completes a task. Throws on a pattern that is none.
 */
function faultOf(schema: Json, root: FormSchema): string | null {
  if (typeof schema !== 'object' || schema === null) return null
  if (Array.isArray(schema)) return firstOf(schema, (inner) => faultOf(inner, root))
  return firstOf(Object.entries(schema), ([keyword, value]) => faultOfKeyword(keyword, value, root))
}

function faultOfKeyword(keyword: string, value: Json, root: FormSchema): string | null {
  if (!checked.has(keyword)) {
    return described.has(keyword) || keyword.startsWith('x-')
      ? null
      : `the keyword ${keyword} is not checked.`
  }
  switch (keyword) {
    case 'type':
      return [value].flat().every((type) => types.has(type))
        ? null
        : `there is no type ${JSON.stringify(value)}.`
    case 'pattern':
      return new RegExp(String(value)) && null
    case '$ref': {
      const [, kind = '', name = ''] = /^#\/(\$defs|definitions)\/([^/]+)$/.exec(String(value)) ?? []
      return Object.hasOwn(Object(root[kind]), name) ? null : `${JSON.stringify(value)} leads nowhere.`
    }
    case 'enum':
    case 'const':
    case 'required':
      return null
    case 'properties':
    case '$defs':
    case 'definitions':
      return firstOf(Object.values(Object(value) as FormSchema), (inner) => faultOf(inner, root))
    default:
      return faultOf(value, root)
  }
}

function firstOf<T>(values: readonly T[], fault: (value: T) => string | null): string | null {
  for (const value of values) {
    const found = fault(value)
    if (found !== null) return found
  }
  return null
}

const validators = new WeakMap<FormSchema, z.ZodType>()

/** Throws on a schema that cannot be checked. */
function validatorOf(schema: FormSchema): z.ZodType {
  const known = validators.get(schema)
  if (known) return known
  const made = z.fromJSONSchema(schema as never)
  validators.set(schema, made)
  return made
}

/** One thing that is wrong with what was entered, at a JSON pointer (RFC 6901). */
export type FormProblem = Readonly<{ pointer: string; code: string; message: string }>

/** What is wrong with variables by a form; empty when they are as it asks. */
export function formProblems(schema: FormSchema, variables: Readonly<Record<string, Json>>): FormProblem[] {
  const { error } = validatorOf(schema).safeParse(variables)
  return (error?.issues ?? []).map(({ path, code, message }) => ({
    pointer: [
      '/variables',
      ...path.map((part) => String(part).replaceAll('~', '~0').replaceAll('/', '~1')),
    ].join('/'),
    code,
    message,
  }))
}
