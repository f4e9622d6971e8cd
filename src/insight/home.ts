import { mayRun, rolesHeld } from '#engines/access'
import { personOf } from '#flow/people'
import { answer } from '#kernel/handle.ts'
import { home as contract, homeRoles } from './contract.ts'
import type { Figure, Me } from './figures/figure.ts'
import { ofBilling } from './figures/of-billing.ts'
import { ofBooks } from './figures/of-books.ts'
import { ofCapacity } from './figures/of-capacity.ts'
import { ofDeals } from './figures/of-deals.ts'
import { ofFirm } from './figures/of-firm.ts'
import { ofOwnTime } from './figures/of-own-time.ts'
import { ofAllProjects, ofManagedProjects } from './figures/of-projects.ts'
import { ofRunning } from './figures/of-running.ts'

type Role = (typeof homeRoles)[number]

const figuresOf: Readonly<Record<Role, readonly Figure[]>> = {
  sales: ofDeals,
  'delivery-lead': ofAllProjects,
  'project-manager': ofManagedProjects,
  'resource-manager': ofCapacity,
  consultant: ofOwnTime,
  billing: ofBilling,
  controller: ofBooks,
  executive: ofFirm,
  administrator: ofRunning,
}

export const homeFigures = answer(contract, async (ctx, { roles: wanted }) => {
  const { tx, call } = ctx
  const [held, may, person] = await Promise.all([
    rolesHeld(tx, call.onBehalfOf ?? call.actorId, call.today),
    mayRun(ctx),
    personOf(tx, call.onBehalfOf ?? call.actorId),
  ])
  const me: Me = { ctx, personId: person?.id ?? null }
  const roles = homeRoles
    .filter((role) => held.includes(role) && (wanted?.includes(role) ?? true))
    // Who has no record of people has no time of their own.
    .filter((role) => role !== 'consultant' || person)
  return {
    roles: await Promise.all(
      roles.map(async (role) => ({
        role,
        // A figure is shown to who may see the rows behind it.
        figures: await Promise.all(
          figuresOf[role]
            .filter((figure) => may.has(figure.derivation(me).query))
            .map((figure) => shown(figure, me)),
        ),
      })),
    ),
  }
})

async function shown(figure: Figure, me: Me) {
  const { values, target = null } = await figure.measure(me)
  const { key } = figure
  return { key, labelKey: `figure.${key}`, values: [...values], target, derivation: figure.derivation(me) }
}
