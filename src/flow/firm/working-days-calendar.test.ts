import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestHouse } from '#test/house.ts'

const { as } = await openTestHouse()
const admin = as('administrator')

async function entity(code: string, timeZone: string): Promise<string> {
  const { entityId } = await admin.run('firm.addEntity', {
    ...{
      code,
      name: code,
      legalName: code,
      country: 'DE',
      currency: 'EUR',
      timeZone,
      locale: 'de-DE',
      taxNumber: 'DE811234567',
    },
    bank: { name: 'Spreebank', iban: 'DE02120300000000202051' },
    address: { lines: ['Lindenstr. 1'], city: 'Berlin', postalCode: '10969', country: 'DE' },
  })
  return entityId
}
const holidays = (entityId: string, year: number, ...days: string[]) =>
  admin.run('firm.setHolidays', { entityId, year, holidays: days.map((day) => ({ day, name: 'Free' })) })
const calendar = (name: string) => admin.ask('calendars.get', { name })

test('deadlines stand still on days on which nobody in the firm works', async () => {
  assert.deepEqual(await admin.run('firm.keepCalendars'), { changed: ['working-days'] })
  const [one, other] = [await entity('AA', 'Europe/Berlin'), await entity('BB', 'America/New_York')]
  await holidays(one, 2026, '2026-01-01', '2026-10-03')
  const firm = await calendar('working-days')
  assert.deepEqual(firm.holidays, ['2026-01-01', '2026-10-03'], 'the other has not told its holidays yet')
  await holidays(other, 2026, '2026-01-01', '2026-07-04')
  await holidays(one, 2027, '2027-01-01')
  const { holidays: common, hours, zone } = await calendar('working-days')
  assert.deepEqual([common, zone], [['2026-01-01', '2027-01-01'], null])
  assert.deepEqual(Object.keys(hours).length, 5)
  const own = await calendar('working-days-BB')
  assert.deepEqual([own.holidays, own.zone], [['2026-01-01', '2026-07-04'], 'America/New_York'])
  assert.deepEqual(await admin.run('firm.keepCalendars'), { changed: [] })
})

test('hours that somebody has set stay when holidays change', async () => {
  const monday = [{ from: '09:00', to: '17:00' }]
  await admin.run('calendars.set', { name: 'working-days', zone: 'Europe/Paris', hours: { monday } })
  assert.deepEqual(await admin.run('firm.keepCalendars'), { changed: ['working-days'] })
  const { hours, zone, holidays: days } = await calendar('working-days')
  assert.deepEqual([hours, zone, days], [{ monday }, 'Europe/Paris', ['2026-01-01', '2027-01-01']])
})
