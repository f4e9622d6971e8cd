/** The program as a person runs it, killed and stopped in every way. */

import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { birthOf } from '../src/server/postgres/owner-lock.ts'
import { checkout } from './server.ts'
import { afterwards, temporaryDirectory } from './temporary.ts'

type Program = { process: ChildProcess; text: () => string; ended: Promise<number | null> }

/** `throughline start` on this folder. */
function startProgram(t: TestContext, directory: string): Program {
  const env = {
    ...process.env,
    DATABASE_URL: undefined,
    THROUGHLINE_DATA: directory,
    THROUGHLINE_EXAMPLE: 'off',
    PORT: '0',
  }
  const child = spawn(process.execPath, [join(checkout, 'bin/throughline.js'), 'start'], { env })
  let text = ''
  child.stdout.on('data', (part: Buffer) => (text += part))
  child.stderr.on('data', (part: Buffer) => (text += part))
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)))
  afterwards(t, async () => {
    child.kill('SIGKILL')
    await ended
  })
  return { process: child, text: () => text, ended }
}

async function until(what: string, condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 60_000
  while (!(await condition())) {
    assert.ok(performance.now() < deadline, `waited in vain for: ${what}`)
    await sleep(30)
  }
}

const ready = (program: Program) =>
  until(`ready in ${program.text()}`, () => program.text().includes('Throughline is ready'))

async function postgresIn(directory: string): Promise<number> {
  return Number((await readFile(join(directory, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0])
}

test('Ctrl-C stops the program and PostgreSQL in order', async (t) => {
  const directory = await temporaryDirectory(t)
  const program = startProgram(t, directory)
  await ready(program)
  const postgres = await postgresIn(directory)
  program.process.kill('SIGINT')
  assert.equal(await program.ended, 0)
  assert.equal(birthOf(postgres), '')
  assert.match(program.text(), /Stopped\.\n$/)
  assert.match(await readFile(join(directory, 'postgres.log'), 'utf8'), /database system is shut down\n$/)
})

test('a killed program leaves no PostgreSQL behind and starts again', async (t) => {
  const directory = await temporaryDirectory(t)
  const program = startProgram(t, directory)
  await ready(program)
  const postgres = await postgresIn(directory)
  program.process.kill('SIGKILL')
  await program.ended
  await until('PostgreSQL has ended', () => birthOf(postgres) === '')
  const again = startProgram(t, directory)
  await ready(again)
})

test('a program killed with its PostgreSQL starts again on what both left lying', async (t) => {
  const directory = await temporaryDirectory(t)
  const program = startProgram(t, directory)
  await ready(program)
  const postgres = await postgresIn(directory)
  process.kill(postgres, 'SIGKILL')
  program.process.kill('SIGKILL')
  await program.ended
  const again = startProgram(t, directory)
  await ready(again)
  assert.notEqual(await postgresIn(directory), postgres)
})

test('a second program on the same data says which process has it', async (t) => {
  const directory = await temporaryDirectory(t)
  const program = startProgram(t, directory)
  await ready(program)
  const second = startProgram(t, directory)
  assert.equal(await second.ended, 1)
  assert.match(
    second.text(),
    new RegExp(`already running on ${directory} \\(process ${program.process.pid}\\)`),
  )
})
