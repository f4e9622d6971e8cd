import assert from 'node:assert/strict'
import { test } from 'node:test'
import { activationProblems } from './client.ts'

const whole = {
  legalName: 'Meridian Foods Deutschland GmbH',
  address: { lines: ['Hafenstr. 8'], city: 'Hamburg', region: '', postalCode: '20457', country: 'DE' },
  invoiceEmail: 'rechnung@meridian-foods.example',
  taxNumber: 'DE266777888',
  country: 'DE',
}

test('a client can be billed when nothing an invoice needs is missing', () => {
  const cases: [object, string[]][] = [
    [{}, []],
    [{ legalName: '' }, ['legal name']],
    [{ address: null }, ['address']],
    [{ invoiceEmail: '' }, ['invoice email']],
    [{ taxNumber: '' }, ['tax number']],
    [{ taxNumber: '', country: 'US' }, []],
    [{ legalName: '', address: null, invoiceEmail: '' }, ['legal name', 'address', 'invoice email']],
  ]
  for (const [change, missing] of cases)
    assert.deepEqual(activationProblems({ ...whole, ...change }), missing)
})
