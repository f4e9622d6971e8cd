/**
 * A firm with a project in need of people, the models deployed, and those who take people on:
 *
 *     const hiring = await openHiring()
 *     const { onboardingId, personId } = await hiring.engaged('X-1', 'Tom Berg')
 */
import assert from 'node:assert/strict'
import { Refused } from '#kernel/refusal.ts'
import { deployShippedModels } from '../src/server/shipped-models.ts'
import { signEngagement, startEngagement, winEngagement } from './example-engagement.ts'
import { openExampleFirm } from './example-firm.ts'
import { type Caller, openTestHouse, type TestHouse } from './house.ts'

/** What is asked for of an employee in Germany. */
export const germanChecks: readonly string[] = [
  'confidentiality',
  'right_to_work',
  'signed_agreement',
  'social_security',
]

export const refusedWith = (code: string) => (error: unknown) =>
  error instanceof Refused && error.code === code

/** The code of a no, and the values it is filled from. */
export const refusalOf = (work: Promise<unknown>): Promise<{ code: string; detail: Refused['detail'] }> =>
  work.then(
    () => assert.fail('it was not refused'),
    (error: unknown) => {
      assert.ok(error instanceof Refused, `${error}`)
      return { code: error.code, detail: error.detail }
    },
  )

/** Opens the firm on the day of the test house, with requests for people from April to September 2026. */
export async function openHiring() {
  const house = await openTestHouse()
  const { as, project, people } = await startEngagement(
    await signEngagement(await winEngagement(await openExampleFirm(house))),
  )
  const { administrator, controller, leo, paula } = as
  const planner = as['resource-manager']
  await deployShippedModels(house.house, house.tenantId, house.clock.now)
  await paula.run('staffing.requestForProject', { projectId: project.projectId })
  const { items } = await planner.ask('staffing.listRequests', { limit: 100 })
  const requestOf = (roleCode: string) =>
    items.find((one: { roleCode: string }) => one.roleCode === roleCode) as { id: string; startsOn: string }
  const book = (roleCode: string, personId: string, endsOn: string, state = 'hard') => {
    const { id: requestId, startsOn } = requestOf(roleCode)
    const booking = { personId, startsOn, endsOn, minutesPerDay: 60, state }
    return planner.run('staffing.book', { requestId, bookings: [booking] })
  }
  const acting = { administrator, controller, leo, paula, planner }
  const also = { buyer: house.as('procurement'), counsel: house.as('legal') }
  return {
    ...{ house, project, people, requestOf, book, ...acting, ...also },
    ...lookingOn(house, administrator, planner),
    ...paperwork({ planner, controller, ...also }),
  }
}

/** The clock, and what people and processes stand at. */
function lookingOn(house: TestHouse, administrator: Caller, planner: Caller) {
  return {
    at: (day: string, time = '09:00:00') => {
      house.clock.now = Temporal.Instant.from(`${day}T${time}Z`)
    },
    /** The steps that wait for somebody about an onboarding or a person. */
    nodesOf: async (who: Caller, subject: string): Promise<string[]> => {
      const { items } = await who.ask('tasks.list', { limit: 200 })
      const mine = items.filter(({ subjects }: { subjects: string[] }) => subjects.includes(subject))
      return mine.map(({ node }: { node: string }) => node).sort()
    },
    /** Answers the one approval somebody has. */
    decide: async (who: Caller, variables: object): Promise<void> => {
      const { items } = await who.ask('tasks.list', { processKey: 'approval' })
      assert.equal(items.length, 1)
      await who.run('tasks.complete', { taskId: items[0].id, variables })
    },
    standing: (onboardingId: string) => planner.ask('people.getOnboarding', { onboardingId }),
    instancesOf: async (key: string, businessKey: string): Promise<string[]> => {
      const { items } = await administrator.ask('processes.instances', { key, businessKey })
      return items.map(({ status }: { status: string }) => status)
    },
  }
}

type Office = 'planner' | 'controller' | 'buyer' | 'counsel'
interface TakenOn {
  readonly onboardingId: string
  readonly personId: string
}

/** What those who take people on bring. */
function paperwork({ planner, controller, buyer, counsel }: Readonly<Record<Office, Caller>>) {
  const person = (number: string, name: string, more: object = {}) => ({
    number,
    name,
    email: `${name.split(' ')[0]?.toLowerCase()}.${number.toLowerCase()}@alder.example`,
    entityCode: 'DE',
    roleCode: 'engineer',
    startedOn: '2026-04-01',
    agreementNumber: `HR-${number}`,
    ...more,
  })
  const contractor = (number: string, name: string, more: object = {}) =>
    person(number, name, {
      company: 'Berg Consulting GmbH',
      agreementEndsOn: '2026-09-30',
      costRate: { amount: '90.00', currency: 'EUR' },
      ...more,
    })
  const record = (onboardingId: string, item: string, more: object = {}) =>
    planner.run('people.recordCheck', { onboardingId, item, evidence: `Seen: ${item}`, ...more })
  return {
    ...{ person, contractor, record },
    /** Hires somebody in Germany, and has everything brought. */
    hired: async (number: string, name: string, more: object = {}): Promise<TakenOn> => {
      const { onboardingId, personId } = await planner.run('people.hire', person(number, name, more))
      for (const item of germanChecks) await record(onboardingId, item)
      const rate = { amount: '50.00', currency: 'EUR' }
      await controller.run('people.setCostRate', { personId, validFrom: '2026-04-01', rate })
      return { onboardingId, personId }
    },
    /** Takes on a contractor, and has all that is asked for but the insurance brought and assessed. */
    engaged: async (number: string, name: string, more: object = {}): Promise<TakenOn> => {
      const { onboardingId, personId } = await buyer.run('people.engage', contractor(number, name, more))
      for (const item of ['signed_agreement', 'confidentiality']) await record(onboardingId, item)
      await planner.run('people.setSkills', { personId, skills: [] })
      const reason = 'Several clients, own tools.'
      await counsel.run('people.assessStatus', { onboardingId, legalStatus: 'independent', reason })
      return { onboardingId, personId }
    },
  }
}
