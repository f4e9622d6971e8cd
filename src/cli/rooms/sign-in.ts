/** `throughline sign-in` and `sign-out`: a session for the other commands, kept in a file only its owner can read. */
import { hostname } from 'node:os'
import { Command } from 'commander'
import type { Operation } from '#kernel/operation.ts'
import { askFor } from '../ask.ts'
import { report } from './failure.ts'
import { operationsOf } from './room.ts'
import { ProblemAnswer, send } from './send.ts'
import { forgetSession, readSettings, saveSession } from './settings.ts'

interface Asked {
  url?: string
  email?: string
  tenant?: string
}

export function signInCommand(): Command {
  return new Command('sign-in')
    .description('Signs in to a running server for the commands that follow.')
    .option('--url <address>', 'the server (default: THROUGHLINE_URL, else http://localhost:8080)')
    .option('--email <address>', 'who signs in')
    .option('--tenant <name>', 'short name of the firm, where the server has several')
    .addHelpText(
      'after',
      '\nThe password is asked for, or read from standard input when that is not a terminal.',
    )
    .action(async ({ url = readSettings().url, email, tenant }: Asked) => {
      process.exitCode = await signIn(url, email, tenant).catch(report)
    })
}

export function signOutCommand(): Command {
  return new Command('sign-out').description('Ends the session of the last sign-in.').action(async () => {
    process.exitCode = await signOut().catch(report)
  })
}

async function signIn(url: string, givenEmail?: string, tenant?: string): Promise<number> {
  const address = url.replace(/\/+$/, '')
  const [email = '', password = ''] = await askFor([
    { question: 'E-mail: ', known: givenEmail },
    { question: 'Password: ', secret: true },
  ])
  const client = `throughline on ${hostname()}`
  const settings = { url: address, token: undefined }
  const answer = await send(await accessOperation('sign-in'), { email, password, client }, settings, {
    ...(tenant ? { tenant } : {}),
  })
  const { token } = answer as { token: string }
  saveSession(address, token)
  const me = await send(await accessOperation('who-am-i'), {}, { url: address, token })
  const { name, tenant: firm } = me as { name: string; tenant: { name: string } }
  console.log(`Signed in as ${name} at ${firm.name}.`)
  return 0
}

async function signOut(): Promise<number> {
  const settings = readSettings()
  try {
    if (settings.token) await send(await accessOperation('sign-out'), {}, settings)
  } catch (cause) {
    // A session that is over already is what was wanted.
    if (!(cause instanceof ProblemAnswer) || ![401, 404].includes(cause.problem.status)) throw cause
  } finally {
    forgetSession()
  }
  console.log('Signed out.')
  return 0
}

async function accessOperation(verb: string): Promise<Operation> {
  const found = (await operationsOf('access')).find((operation) => operation.verb === verb)
  if (!found) throw new Error(`access has no ${verb}`)
  return found
}
