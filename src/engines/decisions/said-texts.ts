/** What the tables of a tenant say in another language, and how a text is told in it. */
import { sql, type Tx } from '#kernel/sql.ts'
import { type SaidText, textsIn, textsKnown } from './dmn/texts-in.ts'

/**
 * The texts that any table has ever given, by what they are in a language; where two models say it differently, the newer
 * one is right. What runs may still hold the text of a version that has been replaced.
 */
export async function saidTexts(tx: Tx, language: string): Promise<ReadonlyMap<string, string>> {
  const models = await tx.rows(sql<{ id: string }>`
    select id
    from decisions.model
    where tenant_id = kernel.tenant_id()
    order by journal_id`)
  const unread = models.filter(({ id }) => !textsKnown(id)).map(({ id }) => id)
  const texts = unread.length === 0 ? new Map<string, readonly SaidText[]>() : await read(tx, unread)
  return new Map(
    models
      .flatMap(({ id }) => textsKnown(id) ?? texts.get(id) ?? [])
      .flatMap(({ text, said: { [language]: other } }) => (other ? [[text, other]] : [])),
  )
}

async function read(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, readonly SaidText[]>> {
  const models = await tx.rows(sql<{ id: string; xml: string }>`
    select id, xml
    from decisions.model
    where tenant_id = kernel.tenant_id() and id = any(${ids}::uuid[])`)
  return new Map(models.map(({ id, xml }) => [id, textsIn(id, xml)]))
}

/** A text with what tables have given said in another language, also where a process has put it into a sentence of its own. */
export function retold(text: string, said: ReadonlyMap<string, string>): string {
  const whole = said.get(text)
  if (whole !== undefined) return whole
  const within = [...said.keys()].filter((one) => text.includes(one)).sort((a, b) => b.length - a.length)
  return within.reduce((told, one) => told.replaceAll(one, said.get(one) ?? one), text)
}
