/**
 * Databases that are filled once and copied for every test that needs what is in them: a copy takes some milliseconds,
 * whatever it took to fill the first. The name of a template follows from everything that decides what is in it, so a
 * template that exists is the right one; those of the same kind that were made of something else are dropped.
 */
import { createHash } from 'node:crypto'
import pg from 'pg'
import { checkout, type TestServer } from './server.ts'

/** A database to be copied. */
export interface Template {
  /** What is in it, as the beginning of its name: a word. */
  readonly kind: string
  /** A hash of everything that decides what is in it. */
  readonly key: () => Promise<string>
  /** What it is filled upon; nothing means an empty database. */
  readonly base?: Template
  /**
   * Fills it, at its owner's address, told what is known about what it is filled upon. Gives what is to be known about
   * it, as text: whatever nobody could find in its tables.
   */
  readonly fill: (ownerUrl: string, known: string) => Promise<string>
}

/** Makes a database of a template, which is filled first when nobody has. Gives what is known about it. */
export async function copyTemplate(
  admin: pg.Client,
  server: TestServer,
  name: string,
  template: Template,
): Promise<string> {
  const source = await nameOf(template)
  for (;;) {
    const known = (await find(admin, source)) ?? (await make(admin, server, template, source))
    try {
      await admin.query(
        `create database ${name} template ${source} strategy file_copy owner ${ownerOf(admin, server)}`,
      )
      return known
    } catch (cause) {
      // Somebody whose templates are of another make, or of another day, has just removed this one.
      if ((cause as pg.DatabaseError).code !== '3D000') throw cause
    }
  }
}

/** The owner of the tables, as an identifier. */
export const ownerOf = (admin: pg.Client, server: TestServer) =>
  admin.escapeIdentifier(new URL(server.ownerUrl).username)

/** The address of another database on the same server. */
export function onDatabase(url: string, name: string): string {
  const other = new URL(url)
  other.pathname = `/${name}`
  return other.href
}

export async function withClient<T>(
  connectionString: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex')

/** Templates of one kind and one checkout, whatever they were made of. */
const familyOf = ({ kind }: Template) => `template_${kind}_${digest(checkout).slice(0, 8)}_`

const nameOf = async (template: Template) =>
  `${familyOf(template)}${digest(await template.key()).slice(0, 16)}`

/** What is known about a template; null when there is none. */
async function find(admin: pg.Client, name: string): Promise<string | null> {
  const { rows } = await admin.query<{ known: string | null }>(
    `select shobj_description(oid, 'pg_database') as known
    from pg_database
    where datname = $1 and datistemplate`,
    [name],
  )
  return rows[0] ? (rows[0].known ?? '') : null
}

/** Fills a database under another name and renames it, so that a template that exists is a whole one. */
async function make(admin: pg.Client, server: TestServer, template: Template, name: string): Promise<string> {
  const family = familyOf(template)
  // Whoever needs the same waits here until it is there.
  await admin.query('select pg_advisory_lock(hashtextextended($1, 0))', [family])
  try {
    const found = await find(admin, name)
    if (found !== null) return found
    await dropOthers(admin, family)
    const draft = `draft_${family}`
    await admin.query(`drop database if exists ${draft} with (force)`)
    const before = template.base ? await copyTemplate(admin, server, draft, template.base) : ''
    if (!template.base) await admin.query(`create database ${draft} owner ${ownerOf(admin, server)}`)
    const known = await template.fill(onDatabase(server.ownerUrl, draft), before)
    await admin.query(`comment on database ${draft} is ${admin.escapeLiteral(known)}`)
    await admin.query(`alter database ${draft} rename to ${name}`)
    await admin.query(`alter database ${name} with is_template true allow_connections false`)
    return known
  } finally {
    await admin.query('select pg_advisory_unlock(hashtextextended($1, 0))', [family])
  }
}

async function dropOthers(admin: pg.Client, family: string): Promise<void> {
  const { rows } = await admin.query<{ datname: string }>(
    'select datname from pg_database where starts_with(datname, $1)',
    [family],
  )
  for (const { datname } of rows) {
    await admin.query(`alter database ${datname} with is_template false`)
    await admin.query(`drop database ${datname} with (force)`)
  }
}
