/** Rows of what people say about tasks: comments, questions, answers, attached files, reasons of hand-overs. */
import type { Context } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { doerOf } from './task-candidates.ts'

export type NewNote = Readonly<{
  taskId: string
  kind: 'comment' | 'question' | 'answer' | 'attachment' | 'hand-over' | 'escalation'
  text?: string | null
  /** Whom it is for: the person asked, or who the task was handed to. */
  toId?: string | null
  toRole?: string | null
  questionId?: string | null
  fileId?: string | null
}>

/** Says something about a task; gives the id of the note. */
export async function insertNote({ tx, call }: Pick<Context, 'tx' | 'call'>, note: NewNote): Promise<string> {
  const id = newId()
  const { taskId, kind, text = null, toId = null, toRole = null, questionId = null, fileId = null } = note
  await tx.run(sql`
    insert into process.task_note
      (id, task_id, kind, said_at, said_by, said_for, text, to_id, to_role, question_id, file_id)
    values (${id}, ${taskId}, ${kind}, ${call.now}, ${call.actorId}, ${call.onBehalfOf ?? null}, ${text}, ${toId},
      ${toRole}, ${questionId}, ${fileId})`)
  return id
}

/** A question about a task that nobody has answered, with who asked whom. */
export type OpenQuestion = Readonly<{ id: string; askerId: string; askedId: string }>

/** The unanswered question of a task with this id, locked until the transaction ends. */
export function lockQuestion(tx: Tx, taskId: string, questionId: string): Promise<OpenQuestion | undefined> {
  return tx.maybe(sql<OpenQuestion>`
    select id, coalesce(said_for, said_by) as "askerId", to_id as "askedId"
    from process.task_note
    where tenant_id = kernel.tenant_id() and id = ${questionId} and task_id = ${taskId} and kind = 'question'
      and answered_at is null
    for update`)
}

/** Answers a question; gives the id of the answer. */
export async function answerQuestion(
  ctx: Pick<Context, 'tx' | 'call'>,
  taskId: string,
  question: OpenQuestion,
  text: string,
): Promise<string> {
  await ctx.tx.run(sql`
    update process.task_note
    set answered_at = ${ctx.call.now}
    where tenant_id = kernel.tenant_id() and id = ${question.id}`)
  const toId = question.askerId === doerOf(ctx.call) ? question.askedId : question.askerId
  return insertNote(ctx, { taskId, kind: 'answer', text, toId, questionId: question.id })
}

/** One thing said about a task, as people read it. */
export type Note = {
  readonly noteId: string
  readonly kind: NewNote['kind']
  readonly at: Temporal.Instant
  readonly byId: string
  readonly byName: string
  readonly onBehalfOf: string | null
  readonly text: string | null
  readonly toId: string | null
  readonly toName: string | null
  readonly toRole: string | null
  readonly questionId: string | null
  readonly answeredAt: Temporal.Instant | null
  readonly fileId: string | null
  readonly fileName: string | null
}

/** Everything said about a task, the first first. */
export function conversationOf(tx: Tx, taskId: string): Promise<Note[]> {
  return tx.rows(sql<Note>`
    select n.id as "noteId", n.kind, n.said_at as at, n.said_by as "byId", coalesce(p.name, '') as "byName",
      n.said_for as "onBehalfOf", n.text, n.to_id as "toId", r.name as "toName", n.to_role as "toRole",
      n.question_id as "questionId", n.answered_at as "answeredAt", n.file_id as "fileId", f.name as "fileName"
    from process.task_note n
    left join access.principal p on p.tenant_id = n.tenant_id and p.id = n.said_by
    left join access.principal r on r.tenant_id = n.tenant_id and r.id = n.to_id
    left join documents.file f on f.tenant_id = n.tenant_id and f.id = n.file_id
    where n.tenant_id = kernel.tenant_id() and n.task_id = ${taskId}
    order by n.id`)
}

/** Whether a file is attached to a task. */
export async function isAttached(tx: Tx, taskId: string, fileId: string): Promise<boolean> {
  const found = await tx.rows(sql<{ id: string }>`
    select id
    from process.task_note
    where tenant_id = kernel.tenant_id() and task_id = ${taskId} and file_id = ${fileId}
    limit 1`)
  return found.length > 0
}
