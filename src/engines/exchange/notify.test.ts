import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestHouse } from '#test/house.ts'

const { as, person } = await openTestHouse()

/** A table whose reason says itself in German. */
const reasons = `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:z="urn:z" namespace="urn:late" name="Late">
  <decision id="late" name="Late"><decisionTable id="t"><input id="i"><inputExpression><text>count</text></inputExpression></input><output id="o" name="reason"/>
  <rule id="r"><inputEntry id="e"><text>-</text></inputEntry><outputEntry id="f"><extensionElements><z:properties><z:property name="text:de" value="Niemand kam."/></z:properties></extensionElements><text>"Nobody came."</text></outputEntry></rule>
  </decisionTable></decision></definitions>`

test('people are notified by name and by role, each once and each alone', async () => {
  const anna = await person('Anna', 'delivery-lead')
  const ben = await person('Ben', 'delivery-lead')
  const cleo = await person('Cleo')
  const input = {
    principals: [anna, cleo, null],
    roles: ['delivery-lead'],
    subject: 'Late',
    text: 'It is late.',
  }
  assert.deepEqual(await as('administrator').run('exchange.notify', input), { notified: 3 })
  const page = await as('administrator').ask('exchange.listDeliveries', { kind: 'mail.send' })
  assert.deepEqual(
    page.items.map(({ objectId }: { objectId: string }) => objectId).sort(),
    [anna, ben, cleo].sort(),
  )
  const mail = await as('administrator').ask('exchange.getDelivery', { deliveryId: page.items[0].id })
  assert.equal(mail.payload.to.length, 1)
  assert.match(mail.payload.text, /^Dear (Anna|Ben|Cleo),\n\nIt is late\./)
})

test('each is written to in their own language, where the mail says itself in it', async () => {
  const { principalId } = await as('administrator').run('access.createPerson', {
    name: 'Greta',
    email: 'greta@example.com',
    locale: 'de-AT',
  })
  const mailOf = async (more: object) => {
    await as('administrator').run('exchange.notify', {
      principals: [principalId],
      subject: 'Late',
      text: 'It is late.',
      ...more,
    })
    const { items } = await as('administrator').ask('exchange.listDeliveries', {
      kind: 'mail.send',
      objectId: principalId,
      sort: '-createdAt',
    })
    return (await as('administrator').ask('exchange.getDelivery', { deliveryId: items[0].id })).payload
  }
  const german = { de: { subject: 'Spät', text: 'Es ist spät.' } }
  const told = await mailOf({ translations: german })
  assert.equal(told.subject, 'Spät')
  assert.match(told.text, /^Guten Tag Greta,\n\nEs ist spät\./)
  assert.equal((await mailOf({ translations: {} })).subject, 'Late')
  await as('administrator').run('decisions.deploy', { xml: reasons })
  const because = { de: { subject: 'Spät', text: 'Es ist spät. Nobody came. Bitte handeln.' } }
  const retold = (await mailOf({ translations: because })).text
  assert.match(retold, /Es ist spät\. Niemand kam\. Bitte handeln\./)
})

test('somebody who left is not written to', async () => {
  const dora = await person('Dora')
  await as('administrator').run('access.deactivate', { principalId: dora })
  const told = await as('administrator').run('exchange.notify', {
    principals: [dora],
    subject: 'x',
    text: 'x',
  })
  assert.deepEqual(told, { notified: 0 })
})
