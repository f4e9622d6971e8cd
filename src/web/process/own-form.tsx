/** The form of a task that no command completes: its fields in place, and a button for each answer. */
import { Button, Group, Stack } from '@mantine/core'
import { useState } from 'react'
import { complete } from '#engines/process/contract.ts'
import type { JsonSchema } from '#kernel/operation.ts'
import { tellDone } from '../language/command-button.tsx'
import { useDraft } from '../language/form/draft.ts'
import { SchemaField } from '../language/form/schema-field.tsx'
import { RefusalNote } from '../language/refusal-note.tsx'
import { useRun } from '../wire/queries.ts'
import { nameOf } from '../words/names.ts'
import { type Say, useWords } from '../words/words.ts'
import type { Task } from './task.ts'
import { type Choice, choicesOf, fieldsOf, missingFor } from './task-form.ts'
import { words } from './words.ts'

const begun = {}
const saysNo = /^(reject|withdraw|decline|refuse|cancel)/

export function OwnForm({ task, onDecided }: { task: Task; onDecided: () => void }) {
  const t = useWords(words)
  const command = useRun(complete)
  const choices = choicesOf(task.schema as JsonSchema | null)
  const draft = useDraft(`task ${task.id}`, begun)
  const [missing, setMissing] = useState<readonly string[]>([])
  const told = new Map<string, string>([
    ...missing.map((name) => [`/${name}`, t('needed')] as const),
    ...(command.error?.fields.map(
      ({ pointer, detail }) => [pointer.replace('/variables', ''), detail] as const,
    ) ?? []),
  ])
  const choose = async (choice: Choice) => {
    const lacking = missingFor(choice, draft.values)
    setMissing(lacking)
    if (lacking.length > 0 || command.isPending) return
    const variables = { ...draft.values, ...choice.says } as never
    try {
      const output = await command.mutateAsync({
        input: { taskId: task.id, variables },
        ifMatch: task.revision,
      })
      draft.forget()
      tellDone(labelOf(choice, t), undefined, output)
      onDecided()
    } catch {
      // The refusal stands above the buttons, by the mutation's own state.
    }
  }
  return (
    <Stack gap="sm">
      {fieldsOf(choices).map(({ name, schema, isRequired }) => (
        <SchemaField
          key={name}
          pointer={`/${name}`}
          name={name}
          schema={schema}
          isRequired={isRequired}
          value={draft.values[name]}
          set={(value) => draft.set({ ...draft.values, [name]: value })}
          errors={told}
        />
      ))}
      {command.error && <RefusalNote error={command.error} />}
      <Group gap="xs" grow preventGrowOverflow={false}>
        {[...choices].reverse().map((choice, index) => {
          const no = saysNo.test(String(Object.values(choice.says)[0] ?? ''))
          return (
            <Button
              key={JSON.stringify(choice.says)}
              size="sm"
              variant={index === choices.length - 1 ? 'filled' : 'light'}
              {...(no ? { color: 'red' } : {})}
              loading={command.isPending}
              onClick={() => void choose(choice)}
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
