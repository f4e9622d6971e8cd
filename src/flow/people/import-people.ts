import { entitiesByCode, isTimeZone } from '#flow/firm'
import { handle } from '#kernel/handle.ts'
import { newId } from '#kernel/id.ts'
import { type RowError, refuseRowErrors, SAMPLE_SIZE } from '#kernel/import-report.ts'
import { formatDecimal, parseDecimal, RATE_SCALE } from '#kernel/money.ts'
import { anyOf, json, sql, type Tx, tables } from '#kernel/sql.ts'
import { tellAttributes } from './attributes.ts'
import { importPeople as contract } from './contract.ts'
import { emailTaken, type PersonRow, readPeopleFile, unknownManager } from './people-file.ts'
import { type Person, peopleByEmails, peopleByNumbers, rolesByCode } from './person-table.ts'
import type { PeopleTables } from './schema.ts'

const db = tables<PeopleTables>()

/** A person as the file wants them, with what is known of them so far. */
interface Planned {
  readonly row: PersonRow
  readonly before: Person | undefined
  readonly person: Facts & { id: string }
  /** A cost rate that is new or other than the one recorded for its day. */
  readonly cost: PersonRow['cost']
  readonly changed: boolean
}

type Facts = Pick<
  Person,
  | 'number'
  | 'name'
  | 'email'
  | 'entityId'
  | 'practiceId'
  | 'roleCode'
  | 'managerId'
  | 'startedOn'
  | 'weeklyMinutes'
  | 'timeZone'
>

export const importPeople = handle(contract, async ({ tx }, { content, dryRun }) => {
  const file = readPeopleFile(content, {
    entities: await entitiesByCode(tx),
    roles: await rolesByCode(tx),
    practices: await practicesByCode(tx),
    isTimeZone,
  })
  const { planned, errors } = await plan(tx, file.rows)
  const all = [...file.errors, ...errors]
  if (!dryRun) refuseRowErrors(all)
  const changed = planned.filter((one) => one.changed)
  if (!dryRun) {
    await write(tx, changed)
    await tellAttributes(
      tx,
      changed.map(({ person }) => person.id),
    )
  }
  const create = changed.filter((one) => one.before === undefined).length
  return {
    output: {
      dryRun,
      rows: file.rowCount,
      create,
      update: changed.length - create,
      unchanged: planned.length - changed.length,
      ignoredColumns: [...file.ignoredColumns],
      errors: all.sort((one, other) => one.row - other.row),
      sample: changed.slice(0, SAMPLE_SIZE).map(({ row, before, person: { id: _, ...record } }) => ({
        row: row.row,
        action: before ? ('update' as const) : ('create' as const),
        record,
      })),
    },
    touched: dryRun
      ? []
      : changed.map(({ before, person, cost }) => ({
          type: 'person',
          id: person.id,
          before: before ?? null,
          after: { ...person, ...(cost ? { cost } : {}) },
        })),
  }
})

async function practicesByCode(tx: Tx): Promise<Map<string, string>> {
  const rows = await tx.rows(sql<{ code: string; id: string }>`
    select code, id
    from firm.org_unit
    where kind = 'practice'`)
  return new Map(rows.map(({ code, id }) => [code, id]))
}

/** Compares the rows with the people there are. */
async function plan(tx: Tx, rows: readonly PersonRow[]): Promise<{ planned: Planned[]; errors: RowError[] }> {
  const errors: RowError[] = []
  const existing = await peopleByNumbers(
    tx,
    rows.map((row) => row.number),
  )
  const ids = new Map(rows.map((row) => [row.number, existing.get(row.number)?.id ?? newId()]))
  const inFile = new Map(rows.map((row) => [row.email, ids.get(row.number)]))
  const byEmail = await peopleByEmails(
    tx,
    rows.flatMap((row) => [row.email, ...(row.managerEmail ? [row.managerEmail] : [])]),
  )
  const costs = await costsOf(tx, [...existing.values()])
  const planned = rows.map((row): Planned => {
    const before = existing.get(row.number)
    const id = ids.get(row.number) ?? newId()
    const holder = byEmail.get(row.email)
    // The holder may get another address in the same file, but two people never hold one address at a time.
    if (holder && holder.id !== id) errors.push(emailTaken(row, holder.name))
    const manager = row.managerEmail
      ? (inFile.get(row.managerEmail) ?? byEmail.get(row.managerEmail)?.id)
      : undefined
    if (row.managerEmail && !manager) errors.push(unknownManager(row))
    const person = { id, ...factsOf(row, before, manager) }
    const cost = row.cost && costs.get(`${id} ${row.cost.validFrom}`) !== row.cost.amount ? row.cost : null
    const changed = before === undefined || cost !== null || differs(before, person)
    return { row, before, person, cost, changed }
  })
  return { planned, errors }
}

/** What the file says, and where it says nothing what is known, or the usual. */
function factsOf(row: PersonRow, before: Person | undefined, manager: string | undefined): Facts {
  return {
    number: row.number,
    name: row.name,
    email: row.email,
    entityId: row.entity.id,
    practiceId: row.practiceId ?? before?.practiceId ?? null,
    roleCode: row.roleCode,
    managerId: manager ?? before?.managerId ?? null,
    startedOn: row.startedOn,
    weeklyMinutes: row.weeklyMinutes ?? before?.weeklyMinutes ?? 2_400,
    timeZone: row.timeZone ?? before?.timeZone ?? row.entity.timeZone,
  }
}

function differs(before: Person, after: Facts): boolean {
  return (Object.keys(after) as (keyof Facts)[]).some((fact) => before[fact] !== after[fact])
}

/** The recorded cost rates of people, by person and day, with six decimals as a file is read. */
async function costsOf(tx: Tx, people: readonly Person[]): Promise<Map<string, string>> {
  const rows = await tx.rows(
    db
      .selectFrom('people.cost_rate')
      .select(['person_id as personId', 'valid_from as validFrom', 'rate'])
      .where('person_id', '=', anyOf(people.map((person) => person.id))),
  )
  return new Map(
    rows.map(({ personId, validFrom, rate }) => [
      `${personId} ${validFrom}`,
      formatDecimal(parseDecimal(rate, RATE_SCALE) ?? 0n, RATE_SCALE),
    ]),
  )
}

/** New and changed people and their cost rates, in two statements. */
async function write(tx: Tx, changed: readonly Planned[]): Promise<void> {
  await tx.run(sql`
    insert into people.person as p
      (id, number, name, email, entity_id, practice_id, role_code, manager_id, started_on, weekly_minutes, time_zone)
    select id, number, name, email, "entityId", "practiceId", "roleCode", "managerId", "startedOn", "weeklyMinutes", "timeZone"
    from jsonb_to_recordset(${json(changed.map(({ person }) => person))}) as given
      (id uuid, number text, name text, email text, "entityId" uuid, "practiceId" uuid, "roleCode" text,
        "managerId" uuid, "startedOn" date, "weeklyMinutes" integer, "timeZone" text)
    on conflict (tenant_id, number) do update set
      name = excluded.name, email = excluded.email, entity_id = excluded.entity_id,
      practice_id = excluded.practice_id, role_code = excluded.role_code, manager_id = excluded.manager_id,
      started_on = excluded.started_on, weekly_minutes = excluded.weekly_minutes, time_zone = excluded.time_zone,
      revision = p.revision + 1`)
  const costs = changed.flatMap(({ person, row, cost }) =>
    cost ? [{ id: person.id, from: cost.validFrom, rate: cost.amount, currency: row.entity.currency }] : [],
  )
  await tx.run(sql`
    insert into people.cost_rate (person_id, valid_from, rate, currency)
    select id, "from", rate, currency
    from jsonb_to_recordset(${json(costs)}) as given (id uuid, "from" date, rate numeric, currency text)
    on conflict (tenant_id, person_id, valid_from)
    do update set rate = excluded.rate, currency = excluded.currency`)
}
