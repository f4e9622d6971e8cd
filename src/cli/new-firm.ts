import { createInterface } from 'node:readline/promises'
import { Command } from 'commander'

interface Asked {
  readonly name: string
  readonly slug: string
  readonly administrator: string
  readonly email: string
}

/** `throughline new-firm`: an empty firm with its first administrator, for those who do not want the example. */
export function newFirmCommand(): Command {
  return new Command('new-firm')
    .description(
      'Makes an empty firm with its first administrator. Stop the program first when it uses the embedded database.',
    )
    .requiredOption('--name <name>', 'what the firm is called')
    .requiredOption('--slug <slug>', 'its short name for signing in: lower case, digits, hyphens')
    .requiredOption('--administrator <name>', 'who lets everybody else in')
    .requiredOption('--email <address>', 'how the administrator signs in')
    .addHelpText(
      'after',
      '\nThe password is asked for, or read from standard input when that is not a terminal. Start the program with\nTHROUGHLINE_EXAMPLE=off to keep the example firm out of an empty database.',
    )
    .action(async ({ name, slug, administrator, email }: Asked) => {
      const { makeFirm } = await import('../server/new-firm.ts')
      const password = await askPassword()
      await makeFirm({ name, slug, administrator: { name: administrator, email, password } }, console.log)
      console.log(`${name} is there. Start the program and sign in as ${email}.`)
    })
}

async function askPassword(): Promise<string> {
  const lines = createInterface({
    input: process.stdin,
    ...(process.stdin.isTTY ? { output: process.stderr } : {}),
  })
  try {
    return (await lines.question(process.stdin.isTTY ? 'Password: ' : '')).trim()
  } finally {
    lines.close()
  }
}
