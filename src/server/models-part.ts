/** Brings every tenant up to the shipped models, and an empty installation to the example firm. */
import { type Tenant, tenants } from '#engines/access'
import { inTransaction } from '#kernel/run.ts'
import type { Environment } from './environment.ts'
import { exampleAdministrator, examplePassword, exampleTenant, type SignIn } from './example/cast.ts'
import { isWholePresent, tellPresent } from './example/present/present.ts'
import { tellStory } from './example/story.ts'
import { houseOf } from './house.ts'
import { deployShippedModels } from './shipped-models.ts'
import type { Part } from './start.ts'

/** THROUGHLINE_EXAMPLE=off leaves an empty installation empty, for a firm of one's own. */
export const models: Part = async (environment) => {
  const { house } = await houseOf(environment)
  const known = await inTransaction(house.pool, 'begin read only', tenants)
  for (const { id } of known) await deployShippedModels(house, id, Temporal.Now.instant())
  const wantsExample = process.env['THROUGHLINE_EXAMPLE'] !== 'off'
  if (known.length === 0 && wantsExample) {
    console.log('The database is empty: loading the example firm …')
    const told = await tellStory(house)
    await tellPresent(told, Temporal.Now.instant())
    return { says: signInLines(told.signIns), stop: async () => undefined }
  }
  const example = known.find(({ slug }) => slug === exampleTenant.slug)
  return { says: example ? [await exampleLine(environment, example)] : [], stop: async () => undefined }
}

async function exampleLine({ pool, dataDirectory }: Environment, { id }: Tenant): Promise<string> {
  const whole = await inTransaction(pool, 'begin read only', async (tx) => {
    await tx.openTenant(id)
    return isWholePresent(tx)
  })
  return whole
    ? `The example firm is there; sign in as ${exampleAdministrator.email} and others, password ${examplePassword}.`
    : `The example firm is there in part, because its first start was stopped. For a whole one delete ${dataDirectory} and start again.`
}

/** Who may sign in, with what they do; the consultants are all alike, so one of them will do. */
function signInLines(signIns: readonly SignIn[]): string[] {
  const shown = signIns.filter(
    (one, index) => signIns.findIndex((other) => other.roles.join() === one.roles.join()) === index,
  )
  const width = Math.max(...shown.map(({ email }) => email.length))
  return [
    `Sign in to the example firm with the password ${examplePassword} as`,
    ...shown.map(({ email, roles }) => `  ${email.padEnd(width)}  ${roles.join(', ')}`),
  ]
}
