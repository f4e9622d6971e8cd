/** What the process engine is asked about working on a task together: words, questions, files, other hands. */
import { z } from 'zod'
import { command, EVERYONE, id, instant, query } from '#kernel/contract.ts'
import { aboutTask, anInstance, oversight } from './contract-words.ts'

const words = z.string().trim().min(1).max(4_000)
const reason = words.meta({ description: 'Why, for those who take it up.' })

/** One who is concerned with a task may speak about it: a candidate, a holder, somebody asked, or who oversees it. */
const speaking = { touches: ['task'], target: 'taskId', roles: oversight, scopes: ['own'] } as const

const said = z.object({ taskId: id, noteId: id })

export const comment = command({
  ...speaking,
  name: 'tasks.comment',
  summary: 'Adds a comment to an open task, for everybody who is concerned with it.',
  input: z.strictObject({ taskId: id, text: words }),
  output: said,
  refusals: ['task_not_found', 'task_not_open'],
  examples: [{ taskId: anInstance, text: 'The client has agreed by phone.' }],
})

export const askQuestion = command({
  ...speaking,
  name: 'tasks.ask',
  summary: 'Asks a person something about a task you may do; it waits for the answer, in their list too.',
  input: z.strictObject({ taskId: id, personId: id, text: words }),
  output: z.object({ taskId: id, questionId: id, personId: id }),
  refusals: [
    ...(['task_not_found', 'task_not_open', 'task_not_yours', 'task_claimed', 'task_excluded'] as const),
    'task_person_unknown',
  ],
  examples: [{ taskId: anInstance, personId: anInstance, text: 'Which cost centre is this?' }],
})

export const answerTask = command({
  ...speaking,
  name: 'tasks.answer',
  summary:
    'Answers a question about a task: by the person asked, or by the one who asked and knows it by now.',
  input: z.strictObject({ taskId: id, questionId: id, text: words }),
  output: said,
  refusals: ['task_not_found', 'task_not_open', 'task_question_not_found', 'task_question_not_yours'],
  examples: [{ taskId: anInstance, questionId: anInstance, text: 'The one of the client.' }],
})

export const attach = command({
  ...speaking,
  name: 'tasks.attach',
  summary: 'Attaches a file you have stored to an open task; who sees the task may open it.',
  input: z.strictObject({ taskId: id, fileId: id, text: words.optional() }),
  output: said.extend({ fileId: id }),
  refusals: ['task_not_found', 'task_not_open', 'file_not_found'],
  examples: [{ taskId: anInstance, fileId: anInstance }],
})

export const attachment = query({
  name: 'tasks.attachment',
  summary: 'Gives a file attached to a task, with its content.',
  input: z.strictObject({ taskId: id, fileId: id }),
  output: z.object({
    fileId: id,
    name: z.string(),
    mediaType: z.string(),
    size: z.int().meta({ description: 'Bytes.' }),
    sha256: z.string(),
    contentBase64: z.base64(),
  }),
  refusals: ['task_not_found', 'file_not_found'],
  target: 'taskId',
  roles: oversight,
  scopes: ['own'],
  examples: [{ taskId: anInstance, fileId: anInstance }],
})

export const handOver = command({
  ...aboutTask,
  name: 'tasks.handOver',
  summary: 'Gives a task you may do away for good, to a person or to a role, with the reason.',
  input: z
    .strictObject({ taskId: id, personId: id.optional(), role: z.string().max(50).optional(), reason })
    .refine(({ personId, role }) => (personId === undefined) !== (role === undefined), {
      message: 'must name either a person or a role',
    }),
  refusals: [
    ...(['task_not_found', 'task_not_open', 'task_not_yours', 'task_claimed', 'task_excluded'] as const),
    ...(['task_person_unknown', 'unknown_role', 'own_approval', 'task_assignment_refused'] as const),
  ],
  roles: oversight,
  scopes: ['own'],
  examples: [{ taskId: anInstance, role: 'billing', reason: 'It is about the invoice, not the work.' }],
})

export const resolve = command({
  ...aboutTask,
  name: 'tasks.resolve',
  summary: 'Gives a task that was delegated to you back to whoever delegated it, who then completes it.',
  input: z.strictObject({ taskId: id, text: words.optional().meta({ description: 'What you found.' }) }),
  refusals: [
    ...(['task_not_found', 'task_not_open', 'task_not_yours', 'task_not_delegated'] as const),
    'task_assignment_refused',
  ],
  roles: { [EVERYONE]: 'all' },
  examples: [{ taskId: anInstance, text: 'Checked against the order: all lines agree.' }],
})

const arranging = {
  ...aboutTask,
  refusals: ['task_not_found', 'task_not_open', 'task_not_yours', 'task_claimed', 'task_excluded'],
  roles: oversight,
  scopes: ['own'],
} as const

export const setPriority = command({
  ...arranging,
  name: 'tasks.setPriority',
  summary: 'Says how urgent a task you may do is, from 0 to 100.',
  input: z.strictObject({ taskId: id, priority: z.int().min(0).max(100) }),
  output: aboutTask.output.extend({ priority: z.int() }),
  examples: [{ taskId: anInstance, priority: 80 }],
})

export const setFollowUp = command({
  ...arranging,
  name: 'tasks.setFollowUp',
  summary: 'Says when to look at a task again; null for no such day.',
  input: z.strictObject({ taskId: id, followUpAt: instant.nullable() }),
  output: aboutTask.output.extend({ followUpAt: instant.nullable() }),
  examples: [{ taskId: anInstance, followUpAt: '2026-07-01T07:00:00Z' }],
})

/** What was said about a task, and what became of it, as `tasks.get` shows it. */
export const taskStory = {
  conversation: z
    .array(
      z.object({
        noteId: id,
        kind: z.enum(['comment', 'question', 'answer', 'attachment', 'hand-over', 'escalation']),
        at: instant,
        byId: id,
        byName: z.string(),
        onBehalfOf: id.nullable(),
        text: z.string().nullable(),
        toId: id.nullable().meta({ description: 'The person asked, answered, or handed over to.' }),
        toName: z.string().nullable(),
        toRole: z.string().nullable(),
        questionId: id.nullable().meta({ description: 'Of an answer: what it answers.' }),
        answeredAt: instant.nullable().meta({ description: 'Of a question: when it was answered.' }),
        fileId: id.nullable(),
        fileName: z.string().nullable(),
      }),
    )
    .meta({ description: 'What people said about it, the first first.' }),
  history: z
    .array(
      z.object({
        at: instant,
        what: z
          .string()
          .meta({ description: 'The command; or created, completed, cancelled by the process.' }),
        byId: id.nullable(),
        byName: z.string().nullable(),
        onBehalfOf: id.nullable(),
        state: z.string().nullable(),
        assigneeId: id.nullable(),
      }),
    )
    .meta({ description: 'What became of it, the first first.' }),
}
