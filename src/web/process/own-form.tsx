/** The form of a task that no command completes. */
import { complete } from '#engines/process/contract.ts'
import type { JsonSchema } from '#kernel/operation.ts'
import { tellDone } from '../language/command-button.tsx'
import { useDraft } from '../language/form/draft.ts'
import { useRun } from '../wire/queries.ts'
import { AnswerForm } from './answer-form.tsx'
import type { Task } from './task.ts'

const begun = {}

export function OwnForm({ task, onDecided }: { task: Task; onDecided: () => void }) {
  const command = useRun(complete)
  const draft = useDraft(`task ${task.id}`, begun)
  const answer = (variables: Readonly<Record<string, unknown>>, label: string) =>
    command
      .mutateAsync({ input: { taskId: task.id, variables: variables as never }, ifMatch: task.revision })
      .then(
        (output) => {
          draft.forget()
          tellDone(label, undefined, output)
          onDecided()
        },
        // The refusal stands above the buttons, by the mutation's own state.
        () => undefined,
      )
  return (
    <AnswerForm
      schema={task.schema as JsonSchema | null}
      draft={draft}
      isPending={command.isPending}
      error={command.error}
      answer={(variables, label) => void answer(variables, label)}
    />
  )
}
