/** The answers a task takes that no command completes: the fields of its form in place, and a button for each answer. */
import { Button, Group, Stack } from '@mantine/core'
import { useState } from 'react'
import type { JsonSchema } from '#kernel/operation.ts'
import type { Draft } from '../language/form/draft.ts'
import { SchemaField } from '../language/form/schema-field.tsx'
import { RefusalNote } from '../language/refusal-note.tsx'
import type { RefusalError } from '../wire/refusal-error.ts'
import { nameOf } from '../words/names.ts'
import { type Say, useWords } from '../words/words.ts'
import { type Choice, choicesOf, fieldsOf, missingFor } from './task-form.ts'
import { words } from './words.ts'

const saysNo = /^(reject|withdraw|decline|refuse|cancel)/

interface AnswerFormProps {
  readonly schema: JsonSchema | null
  readonly draft: Draft
  readonly isPending: boolean
  readonly error: RefusalError | null
  /** Answered, with everything the answer needs, and what its button is called. */
  readonly answer: (variables: Readonly<Record<string, unknown>>, label: string) => void
}

export function AnswerForm({ schema, draft, isPending, error, answer }: AnswerFormProps) {
  const t = useWords(words)
  const choices = choicesOf(schema)
  const [missing, setMissing] = useState<readonly string[]>([])
  const told = new Map<string, string>([
    ...missing.map((name) => [`/${name}`, t('needed')] as const),
    ...(error?.fields.map(({ pointer, detail }) => [pointer.replace('/variables', ''), detail] as const) ??
      []),
  ])
  const choose = (choice: Choice) => {
    const lacking = missingFor(choice, draft.values)
    setMissing(lacking)
    if (lacking.length === 0 && !isPending) answer({ ...draft.values, ...choice.says }, labelOf(choice, t))
  }
  return (
    <Stack gap="sm">
      {fieldsOf(choices).map(({ name, schema: field, isRequired }) => (
        <SchemaField
          key={name}
          pointer={`/${name}`}
          name={name}
          schema={field}
          isRequired={isRequired}
          value={draft.values[name]}
          set={(value) => draft.set({ ...draft.values, [name]: value })}
          errors={told}
        />
      ))}
      {error && <RefusalNote error={error} />}
      <Group gap="xs" grow preventGrowOverflow={false}>
        {[...choices].reverse().map((choice, index) => {
          const no = saysNo.test(String(Object.values(choice.says)[0] ?? ''))
          return (
            <Button
              key={JSON.stringify(choice.says)}
              size="sm"
              variant={index === choices.length - 1 ? 'filled' : 'light'}
              {...(no ? { color: 'red' } : {})}
              loading={isPending}
              onClick={() => choose(choice)}
            >
              {labelOf(choice, t)}
            </Button>
          )
        })}
      </Group>
    </Stack>
  )
}

/** `approved` as the word of a button, by what choosing it says. */
function labelOf({ says }: Choice, t: Say<'complete' | 'approve' | 'reject'>): string {
  const [first] = Object.values(says)
  if (first === 'approved') return t('approve')
  if (first === 'rejected') return t('reject')
  return typeof first === 'string' ? nameOf(first) : t('complete')
}
