import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { answerTask as contract } from './contract.ts'
import { answerQuestion, lockQuestion } from './store/note-table.ts'
import { doerOf } from './store/task-candidates.ts'
import { lockSeenTask, spokenAbout } from './store/task-talk.ts'

/** Answered by the person asked, or settled by whoever asked and has found out another way. */
export const answerAboutTask = handle(contract, async (ctx, { taskId, questionId, text }) => {
  const task = await lockSeenTask(ctx, taskId)
  const question = await lockQuestion(ctx.tx, taskId, questionId)
  if (!question) throw new Refused('task_question_not_found', { taskId, questionId })
  const { askedId, askerId } = question
  if (![askedId, askerId].includes(doerOf(ctx.call))) {
    throw new Refused('task_question_not_yours', { questionId, askedId })
  }
  const noteId = await answerQuestion(ctx, taskId, question, text)
  return { output: { taskId, noteId }, touched: spokenAbout(task) }
})
