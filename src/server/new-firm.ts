/** A firm of one's own on this installation. */
import { createTenant, type NewTenant, newPassword } from '#engines/access'
import { EnvironmentFault } from '#kernel/fault.ts'
import { openLog } from '#kernel/log.ts'
import { openEnvironment } from './environment.ts'
import { composeHouse } from './house.ts'
import { deployShippedModels } from './shipped-models.ts'

/** Opens the environment, makes the firm with its administrator and the shipped models, and lets go again. */
export async function makeFirm(
  wanted: Omit<NewTenant, 'now'>,
  report: (sentence: string) => void,
): Promise<void> {
  requireSound(wanted)
  const environment = await openEnvironment({ log: openLog('warn'), report })
  try {
    const now = Temporal.Now.instant()
    const house = await composeHouse({ pool: environment.pool, log: environment.log })
    const { tenantId } = await createTenant(environment.pool, { ...wanted, now }).catch(
      refuseTwin(wanted.slug),
    )
    await deployShippedModels(house, tenantId, now)
  } finally {
    await environment.stop()
  }
}

function requireSound({ slug, administrator: { email, password } }: Omit<NewTenant, 'now'>): void {
  if (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(slug)) {
    throw new EnvironmentFault(`"${slug}" is no short name. Use lower case letters, digits and hyphens.`)
  }
  if (!/^[^\s@]+@[^\s@]+$/.test(email))
    throw new EnvironmentFault(`"${email}" is no address to sign in with.`)
  const problem = newPassword.safeParse(password ?? '').error?.issues[0]
  if (problem) throw new EnvironmentFault(`The password cannot be used: ${problem.message}.`)
}

const UNIQUE_VIOLATION = '23505'

function refuseTwin(slug: string) {
  return (cause: unknown): never => {
    if ((cause as { code?: unknown }).code !== UNIQUE_VIOLATION) throw cause
    throw new EnvironmentFault(`There is a firm "${slug}" already. Choose another short name.`, { cause })
  }
}
