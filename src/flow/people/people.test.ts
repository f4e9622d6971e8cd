import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refused } from '#kernel/refusal.ts'
import { inTransaction } from '#kernel/run.ts'
import type { Tx } from '#kernel/sql.ts'
import { openTestHouse } from '#test/house.ts'
import { costRatesOn, personOf } from './index.ts'

const house = await openTestHouse()
const administrator = house.as('administrator')
const planner = house.as('resource-manager')
const nobody = '0199d8a0-0000-7000-8000-0000000000ff'

const { entityId } = await administrator.run('firm.addEntity', {
  code: 'DE',
  name: 'Alder Germany',
  legalName: 'Alder Systems GmbH',
  country: 'DE',
  currency: 'EUR',
  address: { lines: ['Lindenstr. 12'], city: 'Berlin', postalCode: '10969', country: 'DE' },
  taxNumber: 'DE811234567',
  bank: { name: 'Spreebank', iban: 'DE02120300000000202051' },
  timeZone: 'Europe/Berlin',
})
await administrator.run('firm.addOrgUnit', { code: 'CLOUD', name: 'Cloud platforms', kind: 'practice' })
await planner.run('people.addRole', { code: 'architect', name: 'Solution architect' })

const ada = {
  number: 'E-1',
  name: 'Ada Stern',
  email: 'Ada.Stern@alder.example',
  entityCode: 'DE',
  roleCode: 'architect',
  startedOn: '2024-04-01',
  costRate: { amount: '68.50', currency: 'EUR' },
}
const made = await planner.run('people.create', ada)

const refusedWith = (code: string) => (error: unknown) => error instanceof Refused && error.code === code

const atTheDoor = <T>(work: (tx: Tx) => Promise<T>) =>
  inTransaction(house.house.pool, 'begin', async (tx) => {
    await tx.openTenant(house.tenantId)
    return work(tx)
  })

test('a person is found by number, name or address and has the time zone of the entity', async () => {
  const { items } = await house
    .as('consultant')
    .ask('people.list', { search: 'STERN', roleCode: 'architect' })
  assert.deepEqual(
    items.map((person: { id: string; email: string; timeZone: string; entityCode: string }) => [
      person.id,
      person.email,
      person.timeZone,
      person.entityCode,
    ]),
    [[made.personId, 'ada.stern@alder.example', 'Europe/Berlin', 'DE']],
  )
  assert.deepEqual((await planner.ask('people.list', { search: 'zz' })).items, [])
})

test('a person is refused when what they refer to is missing or theirs is taken', async () => {
  const other = { ...ada, number: 'E-2', email: 'other@alder.example' }
  const { entityCode: _, ...noEntity } = other
  const cases: [string, object][] = [
    ['person_number_taken', { ...other, number: 'E-1' }],
    ['person_email_taken', { ...other, email: 'ada.stern@alder.example' }],
    ['role_not_found', { ...other, roleCode: 'magician' }],
    ['entity_code_unknown', { ...other, entityCode: 'FR' }],
    ['entity_not_found', { ...noEntity, entityId: nobody }],
    ['practice_not_found', { ...other, practiceId: nobody }],
    ['person_not_found', { ...other, managerId: nobody }],
    ['cost_rate_currency_mismatch', { ...other, costRate: { amount: '70', currency: 'USD' } }],
    ['invalid_input', { ...other, entityId }],
    ['invalid_input', { ...other, password: 'long enough for anybody' }],
  ]
  for (const [code, input] of cases)
    await assert.rejects(planner.run('people.create', input), refusedWith(code), code)
  await assert.rejects(
    planner.run('people.addRole', { code: 'architect', name: 'A' }),
    refusedWith('role_code_taken'),
  )
})

test('a person who may sign in is found by the principal they sign in as', async () => {
  const { personId, principalId } = await administrator.run('people.create', {
    ...ada,
    number: 'E-3',
    email: 'ben@alder.example',
    accessRoles: ['consultant'],
    password: 'correct horse battery',
  })
  const me = await house.as(principalId).ask('access.whoAmI')
  assert.equal(me.email, 'ben@alder.example')
  assert.equal((await atTheDoor((tx) => personOf(tx, principalId)))?.id, personId)
  await assert.rejects(
    administrator.run('people.giveAccess', { personId, accessRoles: ['sales'] }),
    refusedWith('person_has_access'),
  )
})

test('only an administrator lets people sign in', async () => {
  const withAccess = { ...ada, number: 'E-4', email: 'cy@alder.example', accessRoles: ['controller'] }
  await assert.rejects(planner.run('people.create', withAccess), refusedWith('not_permitted'))
  const given = { personId: made.personId, accessRoles: ['consultant'] }
  await assert.rejects(
    administrator.run('people.giveAccess', given, { ifMatch: 9 }),
    refusedWith('stale_revision'),
  )
  const { revision } = await administrator.run('people.giveAccess', given, { ifMatch: 1 })
  assert.equal(revision, 2)
})

test('the cost of an hour holds from its day until the next one', async () => {
  const controller = house.as('controller')
  const { personId } = made
  await controller.run('people.setCostRate', {
    personId,
    validFrom: '2026-07-01',
    rate: { amount: '71.25', currency: 'EUR' },
  })
  const days = ['2024-03-31', '2026-06-30', '2026-07-01']
  const rates = await atTheDoor((tx) =>
    costRatesOn(
      tx,
      days.map((day) => ({ personId, day })),
    ),
  )
  assert.deepEqual(
    rates.map((rate) => rate?.amount ?? null),
    [null, '68.500000', '71.250000'],
  )
  await assert.rejects(
    controller.run('people.setCostRate', {
      personId,
      validFrom: '2026-08-01',
      rate: { amount: '1', currency: 'SGD' },
    }),
    refusedWith('cost_rate_currency_mismatch'),
  )
  const { items } = await controller.ask('people.listCostRates', { personId })
  assert.equal(items.length, 2)
  await assert.rejects(house.as('consultant').ask('people.listCostRates', {}), refusedWith('not_permitted'))
})

test('what is known of a person changes, but not into nonsense', async () => {
  const { personId } = await planner.run('people.create', {
    ...ada,
    number: 'E-7',
    email: 'kim@alder.example',
  })
  await assert.rejects(
    planner.run('people.update', { personId, weeklyMinutes: 1_800 }, { ifMatch: 5 }),
    refusedWith('stale_revision'),
  )
  const changed = { personId, weeklyMinutes: 1_800, endedOn: '2026-12-31', managerId: made.personId }
  assert.deepEqual(await planner.run('people.update', changed, { ifMatch: 1 }), { personId, revision: 2 })
  const person = await planner.ask('people.get', { personId })
  assert.deepEqual([person.weeklyMinutes, person.endedOn, person.name], [1_800, '2026-12-31', 'Ada Stern'])
  const cases: [string, object][] = [
    ['person_ends_before_start', { endedOn: '2024-03-31' }],
    ['person_manages_themselves', { managerId: personId }],
    ['role_not_found', { roleCode: 'magician' }],
    ['practice_not_found', { practiceId: nobody }],
    ['person_not_found', { managerId: nobody }],
  ]
  for (const [code, change] of cases)
    await assert.rejects(planner.run('people.update', { personId, ...change }), refusedWith(code), code)
})

test('skills are replaced as a whole', async () => {
  const { personId } = made
  const set = (skill: string, proficiency: number, ifMatch?: number) =>
    planner.run(
      'people.setSkills',
      { personId, skills: [{ skill, proficiency }] },
      ifMatch === undefined ? {} : { ifMatch },
    )
  const { revision } = await set('Go', 2)
  await set('PostgreSQL', 4, revision)
  // Who has not seen what was added since would take it away.
  await assert.rejects(set('Rust', 1, revision), refusedWith('stale_revision'))
  const person = await planner.ask('people.get', { personId })
  assert.deepEqual(person.skills, [{ skill: 'PostgreSQL', proficiency: 4 }])
  await assert.rejects(planner.ask('people.get', { personId: nobody }), refusedWith('person_not_found'))
})

test('work is offered by the skills and the entity of whoever signs in, from the day they do', async () => {
  const person = { ...ada, number: 'E-5', email: 'noa@alder.example', name: 'Noa' }
  const { personId } = await planner.run('people.create', person)
  await planner.run('people.setSkills', { personId, skills: [{ skill: 'tax', proficiency: 1 }] })
  const { principalId } = await administrator.run('people.giveAccess', {
    personId,
    accessRoles: ['consultant'],
  })
  const attributes = async () => (await administrator.ask('access.get', { principalId })).attributes
  assert.deepEqual(await attributes(), { entity: ['DE'], skill: ['tax'] })
  await administrator.run('access.setAttributes', { principalId, attributes: { region: ['DACH'] } })
  await planner.run('people.setSkills', { personId, skills: [{ skill: 'law', proficiency: 5 }] })
  assert.deepEqual(await attributes(), { entity: ['DE'], region: ['DACH'], skill: ['law'] })
})

const header = 'Number,Name,Email,Entity,Role,Started On,Practice,Weekly Hours,Manager Email,Hourly Cost'
const file = `${header}
E-10,Dana Fox,dana@alder.example,DE,architect,2023-01-02,CLOUD,37.5,,80
E-11,Eli Ray,eli@alder.example,DE,architect,2023-01-02,,,dana@alder.example,55.25
`

test('a people file is tried first, then imported, and importing it again changes nothing', async () => {
  const trial = await planner.run('people.importPeople', { content: file, dryRun: true })
  assert.deepEqual([trial.create, trial.update, trial.unchanged, trial.errors], [2, 0, 0, []])
  assert.deepEqual((await planner.ask('people.list', { search: 'dana' })).items, [])
  const done = await planner.run('people.importPeople', { content: file })
  assert.deepEqual([done.rows, done.create, done.update, done.unchanged], [2, 2, 0, 0])
  const { items } = await planner.ask('people.list', { search: 'alder.example', sort: 'number', limit: 200 })
  const [dana, eli] = items.filter((one: { number: string }) => /^E-1[01]$/.test(one.number))
  assert.equal(dana.weeklyMinutes, 2_250)
  assert.equal(eli.managerId, dana.id)
  assert.equal(eli.weeklyMinutes, 2_400)
  const again = await planner.run('people.importPeople', { content: file })
  assert.deepEqual([again.create, again.update, again.unchanged], [0, 0, 2])
  const raised = await planner.run('people.importPeople', { content: file.replace('55.25', '57') })
  assert.deepEqual([raised.create, raised.update, raised.unchanged], [0, 1, 1])
})

test('a people file with errors is refused as a whole, every error with its row', async () => {
  const content = `${header}
E-20,Flo May,flo@alder.example,XX,wizard,1.2.2023,NONE,400,,free
E-21,Gus Orr,gus@alder.example,DE,architect,2023-01-02,,,nobody@alder.example,
E-22,Hal Poe,dana@alder.example,DE,architect,2023-01-02,,,,
E-22,Ian Roe,not an address,DE,architect,2023-01-02,,,,
`
  await assert.rejects(planner.run('people.importPeople', { content }), (error) => {
    assert.ok(error instanceof Refused)
    assert.equal(error.code, 'import_has_errors')
    assert.deepEqual(
      error.problems.map(({ pointer }) => pointer),
      [
        '/rows/2/Entity',
        '/rows/2/Role',
        '/rows/2/Started On',
        '/rows/2/Hourly Cost',
        '/rows/2/Practice',
        '/rows/2/Weekly Hours',
        '/rows/3/Manager Email',
        '/rows/4/Email',
        '/rows/5/Email',
        '/rows/5/Number',
      ],
    )
    return true
  })
  const trial = await planner.run('people.importPeople', { content, dryRun: true })
  assert.equal(trial.errors.length, 10)
  assert.deepEqual((await planner.ask('people.list', { search: 'gus@' })).items, [])
  await assert.rejects(
    planner.run('people.importPeople', { content: 'Name,Email\nA,b@c.de\n' }),
    refusedWith('import_columns_wrong'),
  )
})

test('delivery roles are listed for everybody who plans or prices', async () => {
  const { items } = await house.as('sales').ask('people.listRoles')
  assert.deepEqual(items, [{ id: 'architect', code: 'architect', name: 'Solution architect' }])
})

test('whoever asks is told which person they are, and nobody where they only sign in', async () => {
  assert.deepEqual(await administrator.ask('people.me', {}), { person: null })
  const { personId } = await planner.run('people.create', {
    ...ada,
    number: 'E-77',
    name: 'Mia Holt',
    email: 'mia.holt@alder.example',
  })
  const { principalId } = await administrator.run('people.giveAccess', {
    personId,
    accessRoles: ['consultant'],
  })
  const told = await house.as(principalId).ask('people.me', {})
  assert.deepEqual(told, { person: { id: personId, name: 'Mia Holt' } })
})
