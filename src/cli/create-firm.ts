/** `throughline create-firm`: a firm of one's own on this installation, with its first administrator and the shipped processes. */
import { Command } from 'commander'
import { EnvironmentFault } from '#kernel/fault.ts'
import { askFor } from './ask.ts'

interface Wanted {
  slug: string
  name: string
  administrator: string
  email: string
}

const PASSWORD_LENGTH_MIN = 12

export function createFirmCommand(): Command {
  return new Command('create-firm')
    .description('Makes a firm on this installation, with its first administrator and the shipped processes.')
    .requiredOption('--slug <name>', 'its short name, for signing in: lower case, digits, hyphens')
    .requiredOption('--name <name>', 'its name')
    .requiredOption('--administrator <name>', 'who lets everybody else in')
    .requiredOption('--email <address>', 'what the administrator signs in with')
    .addHelpText(
      'after',
      `
The password of the administrator is asked for, or read from standard input when that is not a terminal. The database is
the one that "throughline start" uses, running or not (THROUGHLINE_DATA, DATABASE_URL).`,
    )
    .action(createFirm)
}

async function createFirm({ slug, name, administrator, email }: Wanted): Promise<void> {
  if (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(slug))
    throw new EnvironmentFault(`"${slug}" is no short name: use lower case, digits and hyphens.`)
  const [password = ''] = await askFor([{ question: 'Password of the administrator: ', secret: true }])
  if (password.length < PASSWORD_LENGTH_MIN)
    throw new EnvironmentFault(
      `The password has fewer than ${PASSWORD_LENGTH_MIN} characters. Choose a longer one.`,
    )
  // Loaded here, because other commands do not need the server.
  const { createTenant } = await import('#engines/access')
  const { houseOf } = await import('../server/house.ts')
  const { deployShippedModels } = await import('../server/shipped-models.ts')
  const environment = await openRunningOrNot()
  try {
    const wanted = {
      slug,
      name,
      administrator: { name: administrator, email, password },
      now: Temporal.Now.instant(),
    }
    const { tenantId } = await createTenant(environment.pool, wanted)
    // A program that runs already has given its models to the firms it found when it started.
    const { house } = await houseOf(environment)
    await deployShippedModels(house, tenantId, wanted.now)
    console.log(`${name} is there. ${administrator} signs in as ${email}.`)
  } catch (cause) {
    if ((cause as { constraint?: unknown }).constraint !== 'tenant_slug_key') throw cause
    throw new EnvironmentFault(`There is a firm called ${slug} already. Choose another short name.`, {
      cause,
    })
  } finally {
    await environment.stop()
  }
}

/** The environment of the program, by way of the program itself when it is running. */
async function openRunningOrNot() {
  const { checkout, openEnvironment } = await import('../server/environment.ts')
  const { DirectoryInUse } = await import('../server/postgres/owner-lock.ts')
  try {
    return await openEnvironment({ report: console.error })
  } catch (cause) {
    if (!(cause instanceof DirectoryInUse)) throw cause
    const { findDataDirectory } = await import('../server/postgres/data-directory.ts')
    const { runningOwnerUrl } = await import('../server/postgres/embedded.ts')
    const { chooseRunAs } = await import('../server/postgres/run-as.ts')
    const directory = await findDataDirectory(checkout, chooseRunAs())
    return openEnvironment({ databaseUrl: await runningOwnerUrl(directory) })
  }
}
