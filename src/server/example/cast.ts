/** The people of the example who sign in, by what they do. Who they are stands in `examples/firm.json`. */
import type { Actor, Stage } from './stage.ts'

/** The password of everybody in the example. It is printed at start; nothing else uses it. */
export const examplePassword = 'alder-example-2026'

/** The example firm, and its administrator, who is there before anybody else and lets the others in. */
export const exampleTenant = { slug: 'alder', name: 'Alder Systems' } as const
export const exampleAdministrator = { name: 'Ada Lindqvist', email: 'ada.lindqvist@alder.example' } as const

const parts = {
  executive: 'executive',
  sales: 'sales',
  deliveryLead: 'delivery-lead',
  projectManager: 'project-manager',
  resourceManager: 'resource-manager',
  billing: 'billing',
  controller: 'controller',
  legal: 'legal',
} as const

export type Part = keyof typeof parts
export type Cast = Readonly<Record<Part, Actor>>

/** Somebody who may sign in, as the firm's list has it. */
export interface SignIn {
  readonly name: string
  readonly email: string
  readonly roles: readonly string[]
}

/** Signs in whoever plays a part: the first on the list who holds its role. */
export async function signInCast(stage: Stage, signIns: readonly SignIn[]): Promise<Cast> {
  const players = await Promise.all(
    Object.entries(parts).map(async ([part, role]) => {
      const player = signIns.find(({ roles }) => roles.includes(role))
      if (!player) throw new Error(`nobody in the example holds the role ${role}`)
      return [part, await stage.signIn(player, examplePassword)] as const
    }),
  )
  return Object.fromEntries(players) as Cast
}
