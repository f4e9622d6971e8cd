/** Rules of a client. Pure: no database, no clock. */
import type { z } from 'zod'
import type { listClients } from './contract.ts'

/** Who may buy from the firm and who receives and pays its invoices. */
export type Client = z.output<typeof listClients.output>['items'][number]

/**
 * Countries whose law wants the buyer's tax number on an invoice between businesses, or on which the tax depends:
 * the European Union (VAT Directive 2006/112/EC, article 226), the United Kingdom, Norway, Switzerland and India.
 */
const taxNumberCountries = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK GB NO CH IN'.split(' '),
)

/** What is missing before a client can be contracted and billed, in the words of the screen; empty when nothing is. */
export function activationProblems(
  client: Pick<Client, 'legalName' | 'address' | 'invoiceEmail' | 'taxNumber' | 'country'>,
): string[] {
  const facts: [string, boolean][] = [
    ['legal name', client.legalName !== ''],
    ['address', client.address !== null],
    ['invoice email', client.invoiceEmail !== ''],
    ['tax number', client.taxNumber !== '' || !taxNumberCountries.has(client.country)],
  ]
  return facts.filter(([, known]) => !known).map(([fact]) => fact)
}
