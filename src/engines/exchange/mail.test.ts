import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { Json } from '#kernel/contract.ts'
import { openTestHouse } from '#test/house.ts'
import { deliversMail } from './deliver-mail.ts'
import { composeMail } from './mail.ts'

const { house, tenantId, as, call } = await openTestHouse()
const folder = await mkdtemp(join(tmpdir(), 'mail-'))
after(() => rm(folder, { recursive: true }))
const spool = deliversMail({ folder, from: 'Billing <billing@firm.example>' })
const letter = composeMail({
  language: 'de',
  subject: 'Rechnung DE-2026-00042',
  recipient: 'Frau Müller',
  paragraphs: ['anbei erhalten Sie unsere Rechnung <1>.'],
  facts: [
    ['Betrag', '1.190,00 EUR'],
    ['Fällig am', '30. April 2026'],
  ],
  signature: ['Rheintal Beratung GmbH'],
})
const payload = { to: [{ name: 'Jürgen Müller', address: 'mueller@client.example' }], ...letter }

async function deliver(key: string, more: object = {}, deliverer = spool) {
  const delivering = {
    house,
    call: call(await as('billing').principalId),
    signal: new AbortController().signal,
  }
  return deliverer.deliver(
    { tenantId, kind: 'mail.send', key, payload: { ...payload, ...more } as Json, attempt: 1 },
    delivering,
  )
}
const spooled = async (key: string) => {
  const names = (await readdir(folder)).filter((name) => name.startsWith(key))
  return Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
}

test('a letter says the same in plain text and in HTML, in the language of its reader', () => {
  assert.equal(
    letter.text,
    'Guten Tag Frau Müller,\n\nanbei erhalten Sie unsere Rechnung <1>.\n\nBetrag:    1.190,00 EUR\nFällig am: 30. April 2026\n\n' +
      'Mit freundlichen Grüßen\nRheintal Beratung GmbH\n',
  )
  assert.match(letter.html, /Rechnung &lt;1&gt;/)
  const english = composeMail({ language: 'en', subject: 'x', paragraphs: [], signature: [] })
  assert.match(english.text, /^Dear Sir or Madam,\n\nKind regards/)
})

test('a mail without a mail server is one file, however often it is delivered', async () => {
  await deliver('invoice-1')
  await deliver('invoice-1')
  const [text, ...others] = await spooled('invoice-1')
  assert.equal(others.length, 0)
  assert.match(text ?? '', /^From: Billing <billing@firm.example>/m)
  assert.match(text ?? '', /^Message-ID: <[0-9a-f]{32}@firm.example>/m)
  assert.match(text ?? '', /^Date: Mon, 16 Mar 2026 09:00:00 \+0000/m)
  assert.match(text ?? '', /^Subject: Rechnung DE-2026-00042/m)
  assert.equal(
    (await readdir(folder)).some((name) => name.endsWith('.part')),
    false,
  )
})

test('a stored file travels with the mail', async () => {
  const contentBase64 = Buffer.from('the invoice itself').toString('base64')
  const input = { name: 'Rechnung.txt', mediaType: 'text/plain', contentBase64 }
  const { fileId } = await as('billing').run('documents.storeFile', input)
  await deliver('invoice-2', { attachments: [{ fileId }] })
  const [text = ''] = await spooled('invoice-2')
  assert.match(text, /filename=Rechnung.txt/)
  assert.match(text, /the invoice itself|dGhlIGludm9pY2UgaXRzZWxm/)
})

test('a mail nobody can read is undeliverable', async () => {
  await assert.rejects(deliver('invoice-3', { to: [] }), { name: 'Undeliverable' })
})

/** A mail server of a few lines: answers every command, `answer` decides about recipients. */
async function mailServer(answer: string) {
  const received: string[] = []
  const server = createServer((socket) => {
    let inBody = false
    let rest = ''
    socket.write('220 ready\r\n')
    socket.on('data', (chunk) => {
      rest += chunk.toString()
      for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
        const line = rest.slice(0, end)
        rest = rest.slice(end + 2)
        received.push(line)
        if (inBody && line !== '.') continue
        if (line.startsWith('RCPT')) socket.write(`${answer}\r\n`)
        else if (line === 'DATA') socket.write('354 go on\r\n')
        else socket.write('250 fine\r\n')
        inBody = line === 'DATA'
      }
    })
    socket.on('error', () => undefined)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  const deliverer = deliversMail({
    smtpUrl: `smtp://127.0.0.1:${port}`,
    folder,
    from: 'billing@firm.example',
  })
  return { received, deliverer, close: () => server.close() }
}

test('with a mail server the mail goes there, every time with the same Message-ID', async () => {
  const { received, deliverer, close } = await mailServer('250 fine')
  await deliver('invoice-4', {}, deliverer)
  await deliver('invoice-4', {}, deliverer)
  close()
  const ids = received.filter((line) => line.startsWith('Message-ID'))
  assert.equal(ids.length, 2)
  assert.equal(ids[0], ids[1])
  assert.deepEqual(await spooled('invoice-4'), [])
})

test('an address that does not exist is not tried again; a server that is busy is', async () => {
  const gone = await mailServer('550 no such mailbox')
  await assert.rejects(deliver('invoice-5', {}, gone.deliverer), { name: 'Undeliverable' })
  gone.close()
  const busy = await mailServer('451 try later')
  await assert.rejects(
    deliver('invoice-6', {}, busy.deliverer),
    (error: Error) => error.name !== 'Undeliverable',
  )
  busy.close()
})
