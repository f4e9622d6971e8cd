/** What a firm needs before it can sell and bill, in the order in which it is done. Pure. */

export interface SetUpCounts {
  readonly entities: number
  readonly taxCodes: number
  readonly taxRules: number
  readonly entitiesWithoutTaxRule: number
  readonly roles: number
  readonly people: number
  readonly peopleWithoutCost: number
  readonly rateCards: number
  readonly clients: number
  readonly activeClients: number
  readonly opportunities: number
}

/** A step is done when there is one and none is missing. */
export function setUpSteps(counts: SetUpCounts) {
  const step = <Name extends string>(name: Name, command: string, count: number, lacking = 0) => {
    const missing = count === 0 && lacking === 0 ? 1 : lacking
    return { step: name, done: missing === 0, count, missing, command }
  }
  const costed = counts.people - counts.peopleWithoutCost
  return [
    step('entity', 'firm.addEntity', counts.entities),
    step('tax_code', 'firm.addTaxCode', counts.taxCodes),
    step('tax_rule', 'firm.setTaxRule', counts.taxRules, counts.entitiesWithoutTaxRule),
    step('delivery_role', 'people.addRole', counts.roles),
    step('person', 'people.create', counts.people),
    step('cost_rate', 'people.setCostRate', costed, counts.peopleWithoutCost),
    step('rate_card', 'offers.setRates', counts.rateCards),
    step('client', 'clients.create', counts.clients),
    step('active_client', 'clients.activate', counts.activeClients),
    step('opportunity', 'opportunities.create', counts.opportunities),
  ]
}
