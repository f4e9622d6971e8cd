import assert from 'node:assert/strict'
import test from 'node:test'
import { Refused } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { openTestHouse } from '#test/house.ts'
import { authenticate } from './index.ts'
import { lockSeconds } from './lock-out.ts'
import { hashPassword } from './secrets.ts'

const house = await openTestHouse()
const refused = (code: string) => (error: unknown) => error instanceof Refused && error.code === code
const nobody = '00000000-0000-0000-0000-000000000000'
const password = 'a long enough password'
const at = (minutes: number) => ({ now: house.clock.now.add({ minutes }) })

async function personWithPassword(email: string): Promise<string> {
  const made = await house.as('administrator').run('access.createPerson', { name: email, email, password })
  return made.principalId
}
const signIn = (email: string, word: string, more = {}) =>
  house.as(nobody).run('access.signIn', { email, password: word }, more)
const who = (token: string, more: { now?: Temporal.Instant } = {}) =>
  authenticate(house.house.pool, token, more.now ?? house.clock.now)

test('the delay after failures grows from half a minute to a quarter of an hour', () => {
  const cases = [
    [1, 0],
    [9, 0],
    [10, 30],
    [11, 60],
    [14, 480],
    [15, 900],
    [5000, 900],
  ] as const
  for (const [failures, seconds] of cases) assert.equal(lockSeconds(failures), seconds)
})

test('a person signs in by password and is known by the token until it is signed out', async () => {
  const id = await personWithPassword('ann@example.com')
  const { token, sessionId } = await signIn('Ann@Example.com ', password)
  assert.equal((await who(token))?.principalId, id)
  assert.equal((await who(token))?.tenantId, house.tenantId)
  const [session] = (await house.as(id).ask('access.listSessions', {}, { credentialId: sessionId })).items
  assert.equal(session.current, true)
  await house.as(id).run('access.signOut', {}, { credentialId: sessionId })
  assert.equal(await who(token), null)
  await assert.rejects(house.as(id).run('access.signOut', { sessionId }), refused('session_not_found'))
})

test('a session ends when it is not used, and after a week however busy', async () => {
  await personWithPassword('bea@example.com')
  const { token } = await signIn('bea@example.com', password)
  assert.ok(await who(token, at(11 * 60)))
  assert.ok(await who(token, at(22 * 60)), 'the use eleven hours ago kept it open')
  assert.equal(await who(token, at(35 * 60)), null)
  const busy = (await signIn('bea@example.com', password)).token
  for (let hours = 0; hours < 168; hours += 11) assert.ok(await who(busy, at(hours * 60)))
  assert.equal(await who(busy, at(169 * 60)), null)
})

test('a wrong password and an unknown address get the same answer, and failures are counted though refused', async () => {
  const id = await personWithPassword('cem@example.com')
  await assert.rejects(signIn('nobody@example.com', password), refused('sign_in_refused'))
  const guesses = Array.from({ length: 10 }, () => signIn('cem@example.com', 'a wrong password guess'))
  for (const result of await Promise.allSettled(guesses)) assert.equal(result.status, 'rejected')
  const failures = () =>
    house.tx((tx) =>
      tx.rows(sql`select failures, locked_until from access.password where principal_id = ${id}`),
    )
  assert.deepEqual(
    (await failures()).map((row) => (row as { failures: number }).failures),
    [10],
  )
  await assert.rejects(
    signIn('cem@example.com', password),
    refused('sign_in_refused'),
    'locked for half a minute',
  )
  await signIn('cem@example.com', password, at(1))
  assert.deepEqual(await failures(), [{ failures: 0, locked_until: null }])
})

test('setting a password needs the current one and ends the other sessions', async () => {
  const id = await personWithPassword('dee@example.com')
  const kept = await signIn('dee@example.com', password)
  const other = await signIn('dee@example.com', password)
  const newPassword = 'another long password'
  const set = (input: object) =>
    house.as(id).run('access.setPassword', { newPassword, ...input }, { credentialId: kept.sessionId })
  await assert.rejects(set({}), refused('current_password_wrong'))
  await assert.rejects(set({ currentPassword: 'not this one' }), refused('current_password_wrong'))
  await assert.rejects(set({ principalId: house.administratorId }), refused('not_permitted'))
  await set({ currentPassword: password })
  assert.ok(await who(kept.token))
  assert.equal(await who(other.token), null)
  await assert.rejects(signIn('dee@example.com', password), refused('sign_in_refused'))
  await signIn('dee@example.com', newPassword)
})

test('a service has an API key and no password', async () => {
  const admin = house.as('administrator')
  const { principalId } = await admin.run('access.createService', { name: 'Export', roles: ['controller'] })
  await assert.rejects(
    admin.run('access.setPassword', { principalId, newPassword: password }),
    refused('not_a_person'),
  )
  const made = await admin.run('access.createApiKey', { principalId, name: 'night', days: 2 })
  assert.equal((await who(made.key))?.principalId, principalId)
  assert.equal(await who(made.key, at(60 * 49)), null)
  const [listed] = (await admin.ask('access.listApiKeys', { principalId })).items
  assert.equal(listed.prefix, made.prefix)
  assert.ok(made.key.includes(`_${listed.prefix.slice(0, -1)}`))
  await assert.rejects(
    house.as('sales').run('access.revokeApiKey', { keyId: made.keyId }),
    refused('api_key_not_found'),
  )
  await admin.run('access.revokeApiKey', { keyId: made.keyId })
  assert.equal(await who(made.key), null)
})

test('a token is worth nothing under another tenant’s name', async () => {
  const other = await house.otherTenant()
  await personWithPassword('eli@example.com')
  const { token } = await signIn('eli@example.com', password)
  const forged = token.replace(house.tenantId.replaceAll('-', ''), other.tenantId.replaceAll('-', ''))
  assert.notEqual(forged, token)
  assert.equal(await who(forged), null)
  assert.equal(await who('tls_nonsense'), null)
})

test('signing out everywhere and deactivating end every session', async () => {
  const id = await personWithPassword('fay@example.com')
  const sessions = [await signIn('fay@example.com', password), await signIn('fay@example.com', password)]
  assert.deepEqual(await house.as(id).run('access.signOutEverywhere'), { ended: 2 })
  for (const { token } of sessions) assert.equal(await who(token), null)
  const { token } = await signIn('fay@example.com', password)
  await house.as('administrator').run('access.deactivate', { principalId: id })
  assert.equal(await who(token), null)
  await assert.rejects(signIn('fay@example.com', password), refused('sign_in_refused'))
})

test('neither passwords nor tokens reach the journal', async () => {
  await personWithPassword('gus@example.com')
  const { token } = await signIn('gus@example.com', password)
  const made = await house
    .as('administrator')
    .run('access.createApiKey', { name: 'mine' }, { idempotencyKey: 'k1' })
  const again = await house
    .as('administrator')
    .run('access.createApiKey', { name: 'mine' }, { idempotencyKey: 'k1' })
  assert.deepEqual(again, { ...made, key: null })
  const found = (words: string[]) =>
    house.tx((tx) =>
      tx.one(sql<{ entries: number }>`
        select count(*)::integer as entries
        from kernel.journal j left join kernel.journal_object o on o.journal_id = j.id
        where concat(j.input, j.output, j.events, o.before, o.after) like any(${words.map((word) => `%${word}%`)})`),
    )
  assert.ok((await found(['gus@example.com'])).entries > 0)
  assert.deepEqual(await found([password, token, made.key]), { entries: 0 })
})

test('more sign-ins at once than the processors can bear are told to come again', async () => {
  const hashes = await Promise.allSettled(
    Array.from({ length: 33 }, (_, index) => hashPassword(`password ${index}`)),
  )
  const failed = hashes.filter((result) => result.status === 'rejected')
  assert.equal(failed.length, 1)
  assert.ok(refused('too_many_sign_ins')(failed[0]?.reason))
})
