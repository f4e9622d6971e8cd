/**
 * The present of the example: after the told story the firm goes on to the day it is loaded, so that every inbox has
 * something in it and last week is always last week. The same people act, through the same commands and processes.
 */
import { sql, type Tx } from '#kernel/sql.ts'
import { examplePassword } from '../cast.ts'
import type { Told } from '../story.ts'
import { calendarOf } from './calendar.ts'
import { type Delivery, finishMilestone, startDelivery, submitMilestone } from './engagement.ts'
import { takePeopleOn } from './hiring.ts'
import {
  billFirstWeeks,
  billLastWeeks,
  receivePart,
  receiveUnnamed,
  recogniseMonths,
  settleStory,
} from './money.ts'
import { quotePipeline, refreshPipeline, winDeals } from './pipeline.ts'
import type { Scene } from './scene.ts'
import { standIn, talkAboutTasks } from './talk.ts'
import { byHand, draftThisWeek, sendOneBack, submitLastWeek, workWeek } from './work.ts'

/** The project of the present, beside the scene it plays in. */
export interface Present {
  readonly scene: Scene
  readonly delivery: Delivery
}

/** The Mondays of the weeks whose time is approved as a whole, in days before this Monday. */
const APPROVED_WEEKS = [35, 28, 21] as const

/** Goes on from the end of the story to a moment, as a rule the real one. */
export async function tellPresent(told: Told, loadedAt: Temporal.Instant): Promise<Present> {
  const scene = await openScene(told, loadedAt)
  const { stage, calendar } = scene
  const delivery = await startDelivery(scene)
  for (const daysBefore of APPROVED_WEEKS) {
    if (daysBefore === 21) {
      stage.at(calendar.beforeMonday(21))
      await finishMilestone(scene, delivery, calendar.beforeMonday(21))
    }
    await workWeek(scene, delivery, daysBefore)
  }
  await billFirstWeeks(scene)
  stage.at(calendar.beforeMonday(9))
  await finishMilestone(scene, delivery, calendar.beforeMonday(9))
  await sendOneBack(scene, delivery)
  await receivePart(scene, delivery)
  await quotePipeline(scene)
  stage.at(calendar.ago(3))
  await submitLastWeek(scene, delivery, 'first')
  await winDeals(scene)
  await recogniseMonths(scene)
  await submitMilestone(scene, delivery)
  await submitLastWeek(scene, delivery, 'rest')
  await billLastWeeks(scene, delivery)
  await receiveUnnamed(scene, delivery)
  await takePeopleOn(scene)
  stage.clock.now = calendar.now
  await draftThisWeek(scene, delivery)
  await talkAboutTasks(scene)
  await standIn(scene)
  return { scene, delivery }
}

/** Was the present told to its end in the tenant of this transaction? Its last command is known by its name. */
export async function isWholePresent(tx: Tx): Promise<boolean> {
  const [found] = await tx.rows(sql`
    select from kernel.journal
    where tenant_id = kernel.tenant_id() and command = 'access.delegate'
    limit 1`)
  return found !== undefined
}

async function openScene({ stage, cast, signIns }: Told, loadedAt: Temporal.Instant): Promise<Scene> {
  const calendar = calendarOf(loadedAt)
  stage.at(calendar.beforeMonday(42))
  const [salesAsia, consultant] = await Promise.all(
    ['nina.sato@alder.example', byHand].map((address) => {
      const guest = signIns.find(({ email }) => email === address)
      if (!guest) throw new Error(`${address} does not sign in to the example`)
      return stage.signIn(guest, examplePassword)
    }),
  )
  if (!salesAsia || !consultant) throw new Error('the guests of the present did not come')
  const rateCards = new Map<string, string>(
    (await cast.deliveryLead.all('offers.listRateCards')).map((card) => [card.code, card.id]),
  )
  const deals = await refreshPipeline({ stage, cast, calendar })
  const scene = { stage, cast, guests: { salesAsia, consultant }, calendar, deals, rateCards }
  await settleStory(scene)
  stage.at(calendar.beforeMonday(42))
  return scene
}
