/**
 * Writes the files of the example firm: `node examples/generate.ts`. The same files come out every time, because all
 * chance in them comes from one seed. README.md tells what is in them.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { dealsHeader, dealsRows } from './deals.ts'
import { engagementOf } from './engagement.ts'
import { clients, entities, exchangeRates, holidays, orgUnits, roles, taxCodes } from './firm.ts'
import { emailOf, people, peopleHeader, peopleRows } from './people.ts'
import { randomFrom } from './random.ts'
import { ratesHeader, ratesRows } from './rates.ts'
import { timeHeader, timeLines, timeRow } from './time.ts'
import { csvText } from './write-csv.ts'

const SEED = 20_260_701

/** The files by name, as text. */
export function exampleFiles(): Record<string, string> {
  const lines = timeLines(randomFrom(SEED), '2026-07-01', '2026-09-30')
  const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`
  return {
    'firm.json': json({
      entities,
      orgUnits,
      exchangeRates,
      taxCodes,
      holidays,
      roles,
      clients,
      signIns: people.map(({ name, accessRoles }) => ({ email: emailOf(name), accessRoles })),
    }),
    'people.csv': csvText(peopleHeader, peopleRows),
    'rates.csv': csvText(ratesHeader, ratesRows),
    'deals.csv': csvText(dealsHeader, dealsRows(randomFrom(SEED + 1), '715000')),
    'engagement.json': json(engagementOf(lines)),
    'time.csv': csvText(timeHeader, lines.map(timeRow), 'all'),
  }
}

if (import.meta.main) {
  for (const [name, text] of Object.entries(exampleFiles())) {
    writeFileSync(join(import.meta.dirname, name), text)
    console.log(`${name}: ${text.split('\n').length - 1} lines`)
  }
}
