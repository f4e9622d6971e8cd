import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clientOf } from './client-name.ts'

test('a session is recognised by browser and system, not by what the browser says of its ancestors', () => {
  const chrome =
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
  const phone =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1'
  assert.equal(clientOf(chrome), 'Chrome · Linux')
  assert.equal(clientOf(`${chrome} Edg/140.0.0.0`), 'Edge · Linux')
  assert.equal(clientOf(phone), 'Safari · iOS')
})

test('a program keeps the name it gave itself', () => {
  assert.equal(clientOf('throughline-cli'), 'throughline-cli')
  assert.equal(clientOf(null), null)
})
