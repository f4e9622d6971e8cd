/** The whole example, told as the people who act: from an empty tenant to three months billed, recognised and paid. */
import { createTenant } from '#engines/access'
import type { House } from '#kernel/house.ts'
import { deployShippedModels } from '../shipped-models.ts'
import {
  type Cast,
  exampleAdministrator,
  examplePassword,
  exampleTenant,
  type SignIn,
  signInCast,
} from './cast.ts'
import { billMonth, receiveCash, recogniseMonth } from './close-month.ts'
import { acceptMilestone, approveTime } from './deliver-month.ts'
import { setUpFirm, setUpMarket } from './set-up-firm.ts'
import { openStage, type Patience, type Stage, type Wire } from './stage.ts'
import { type Engagement, launchProject, sellEngagement } from './win-deal.ts'

export interface Told {
  readonly stage: Stage
  readonly cast: Cast
  readonly engagement: Engagement
  readonly signIns: readonly SignIn[]
  readonly invoices: readonly Wire[]
}

/** The months of delivery: when each ends, which milestone day falls into it, and when the client pays. */
const months = [
  {
    month: '2026-07',
    lastDay: '2026-07-31',
    billedOn: '2026-08-03',
    milestoneOn: '2026-07-24',
    paidOn: '2026-08-28',
    paying: 'named',
  },
  {
    month: '2026-08',
    lastDay: '2026-08-31',
    billedOn: '2026-09-02',
    milestoneOn: '2026-08-14',
    paidOn: '2026-09-29',
    paying: 'on account',
  },
  {
    month: '2026-09',
    lastDay: '2026-09-30',
    billedOn: '2026-10-02',
    milestoneOn: null,
    paidOn: null,
    paying: 'named',
  },
] as const

/** How a story may differ from the one that `npm start` tells. */
export interface Telling {
  readonly tell?: (line: string) => void
  readonly patience?: Patience
  /** The short name of the firm, where the story is told more than once. */
  readonly slug?: string
}

/** Tells the story in a new tenant of the house. The last month stays unpaid, as on any day in a firm's life. */
export async function tellStory(house: House, telling: Telling = {}): Promise<Told> {
  const { stage, cast, firm } = await openFirm(house, telling)
  const opportunityId = await sellEngagement(stage, cast, firm)
  const engagement = await launchProject(stage, cast, opportunityId)
  const invoices: Wire[] = []
  for (const { month, lastDay, billedOn, milestoneOn, paidOn, paying } of months) {
    if (milestoneOn) {
      stage.at(milestoneOn)
      await acceptMilestone(stage, cast, engagement, milestoneOn)
    }
    stage.at(billedOn)
    await approveTime(stage, cast, month)
    const billed = await billMonth(stage, cast, lastDay)
    await recogniseMonth(stage, cast, month)
    invoices.push(...billed)
    if (paidOn) {
      stage.at(paidOn)
      await receiveCash(stage, cast, billed, paying)
    }
  }
  return { stage, cast, engagement, signIns: firm.signIns, invoices }
}

async function openFirm(house: House, { tell, patience, slug = exampleTenant.slug }: Telling) {
  const bootstrap = { ...exampleAdministrator, password: examplePassword }
  const now = Temporal.Instant.from('2026-06-01T08:00:00Z')
  const tenant = await createTenant(house.pool, {
    ...exampleTenant,
    slug,
    administrator: bootstrap,
    now,
    examplePassword,
  })
  await deployShippedModels(house, tenant.tenantId, now)
  const stage = openStage({
    house,
    tenantId: tenant.tenantId,
    anonymousId: tenant.processId,
    ...(tell ? { tell } : {}),
    ...(patience ? { patience } : {}),
  })
  const administrator = await stage.signIn(bootstrap, examplePassword)
  stage.at('2026-06-01')
  const { entities, signIns: people } = await setUpFirm(stage, administrator, examplePassword)
  const signIns = [{ ...exampleAdministrator, roles: ['administrator'] }, ...people]
  const cast = await signInCast(stage, signIns)
  stage.at('2026-06-15')
  const market = await setUpMarket(stage, cast)
  return { stage, cast, firm: { entities, signIns, ...market } }
}
