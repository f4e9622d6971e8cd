/** The firm before the first deal: entities with their books, people, prices and clients. */
import type { SignIn } from './cast.ts'
import { type Actor, exampleFile, exampleJson, type Stage, type Wire } from './stage.ts'

/** What later scenes need to know of the firm. */
export interface Firm {
  readonly entities: ReadonlyMap<string, string>
  readonly clients: ReadonlyMap<string, string>
  readonly rateCards: ReadonlyMap<string, string>
  readonly signIns: readonly SignIn[]
}

/** Sets everything up as the administrator, who is the only one there yet. */
export async function setUpFirm(
  stage: Stage,
  administrator: Actor,
  password: string,
): Promise<Omit<Firm, 'clients' | 'rateCards'>> {
  const facts = (await exampleJson('firm.json')) as Wire
  await administrator.run('firm.setUp')
  const entities = new Map<string, string>()
  for (const entity of facts.entities)
    entities.set(entity.code, (await administrator.run('firm.addEntity', entity)).entityId)
  for (const unit of facts.orgUnits) await administrator.run('firm.addOrgUnit', unit)
  await administrator.run('firm.setExchangeRates', { rates: facts.exchangeRates })
  for (const { entityCode, clientCountries, ...tax } of facts.taxCodes) {
    const entityId = entities.get(entityCode)
    const { taxCodeId } = await administrator.run('firm.addTaxCode', { entityId, ...tax })
    for (const clientCountry of clientCountries)
      await administrator.run('firm.setTaxRule', { entityId, clientCountry, taxCodeId })
  }
  for (const { entityCode, ...year } of facts.holidays) {
    await administrator.run('firm.setHolidays', { entityId: entities.get(entityCode), ...year })
  }
  for (const role of facts.roles) await administrator.run('people.addRole', role)
  const imported = await administrator.run('people.importPeople', {
    content: await exampleFile('people.csv'),
  })
  stage.tell(`${entities.size} entities, ${imported.create} people from people.csv.`)
  return { entities, signIns: await letIn(administrator, facts.signIns, password) }
}

/** Gives people their roles and first passwords; hashing is slow on purpose, so they are let in side by side. */
async function letIn(administrator: Actor, wanted: readonly Wire[], password: string): Promise<SignIn[]> {
  const people = new Map(
    (await administrator.all('people.list')).map((person) => [person.email as string, person]),
  )
  return Promise.all(
    wanted.map(async ({ email, accessRoles }) => {
      const person = people.get(email)
      if (!person) throw new Error(`${email} signs in but is not in people.csv`)
      await administrator.run('people.giveAccess', { personId: person.id, accessRoles, password })
      return { name: person.name as string, email: email as string, roles: accessRoles as string[] }
    }),
  )
}

/** Prices by the delivery lead, clients by sales, released for billing by the controller. */
export async function setUpMarket(
  stage: Stage,
  cast: { readonly deliveryLead: Actor; readonly sales: Actor; readonly controller: Actor },
): Promise<Pick<Firm, 'clients' | 'rateCards'>> {
  const facts = (await exampleJson('firm.json')) as Wire
  const rates = await cast.deliveryLead.run('offers.importRates', { content: await exampleFile('rates.csv') })
  const rateCards = new Map<string, string>(
    (await cast.deliveryLead.all('offers.listRateCards')).map((card) => [card.code, card.id]),
  )
  const clients = new Map<string, string>()
  for (const { parent, ...client } of facts.clients) {
    const { clientId } = await cast.sales.run('clients.create', {
      ...client,
      ...(parent ? { parentId: clients.get(parent) } : {}),
    })
    clients.set(client.name, clientId)
    if (client.invoiceEmail) await cast.controller.run('clients.activate', { clientId })
  }
  stage.tell(`${rates.create} rates on ${rateCards.size} rate cards, ${clients.size} client accounts.`)
  return { clients, rateCards }
}
