/** Two people are on the way to their first day: an employee whose papers are nearly complete, and a contractor without insurance. */
import type { Scene } from './scene.ts'

/** The first day of both lies so many days after this Monday: a Monday in three weeks. */
const FIRST_DAY = -21
const TERM_DAYS = 180

export async function takePeopleOn(scene: Scene): Promise<void> {
  const { stage, calendar } = scene
  stage.at(calendar.ago(2))
  await hireEmployee(scene)
  await engageContractor(scene)
  stage.tell(
    'An employee and a contractor are on the way: papers, a cost rate and a legal status are missing.',
  )
}

async function hireEmployee({ cast, calendar }: Scene): Promise<void> {
  const { onboardingId, personId } = await cast.resourceManager.run('people.hire', {
    number: 'A-5001',
    name: 'Lea Sommer',
    email: 'lea.sommer@alder.example',
    entityCode: 'DE',
    roleCode: 'consultant',
    startedOn: calendar.beforeMonday(FIRST_DAY),
    agreementNumber: 'HR-DE-0117',
    probationEndsOn: calendar.beforeMonday(FIRST_DAY - TERM_DAYS),
  })
  await cast.resourceManager.run('people.setSkills', {
    personId,
    skills: [
      { skill: 'Data migration', proficiency: 4 },
      { skill: 'SQL', proficiency: 4 },
    ],
  })
  for (const [item, evidence] of [
    ['signed_agreement', 'Signed on both sides'],
    ['confidentiality', 'Annex C of the contract'],
    ['right_to_work', 'Identity card seen'],
  ])
    await cast.resourceManager.run('people.recordCheck', { onboardingId, item, evidence })
}

async function engageContractor({ cast, calendar }: Scene): Promise<void> {
  const { onboardingId, personId } = await cast.resourceManager.run('people.engage', {
    number: 'X-0042',
    name: 'Tom Berg',
    email: 'tom@berg-consulting.example',
    company: 'Berg Consulting GmbH',
    entityCode: 'DE',
    roleCode: 'architect',
    startedOn: calendar.beforeMonday(FIRST_DAY),
    agreementNumber: 'FW-DE-0023',
    agreementEndsOn: calendar.beforeMonday(FIRST_DAY - TERM_DAYS),
    costRate: { amount: '92.00', currency: 'EUR' },
  })
  const skills = [{ skill: 'Integration architecture', proficiency: 5 }]
  await cast.resourceManager.run('people.setSkills', { personId, skills })
  for (const [item, evidence] of [
    ['signed_agreement', 'Signed on both sides'],
    ['confidentiality', 'Agreement of the same day'],
  ])
    await cast.resourceManager.run('people.recordCheck', { onboardingId, item, evidence })
}
