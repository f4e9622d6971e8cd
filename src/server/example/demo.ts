/** `npm run demo`: the whole story on a throw-away database, with its invoices and books left as files. */
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileContent, renderReport } from '#engines/documents'
import { openLog } from '#kernel/log.ts'
import { openEnvironment } from '../environment.ts'
import { houseOf } from '../house.ts'
import { worker } from '../worker-part.ts'
import { type Report, reportOf } from './report.ts'
import { type Told, tellStory } from './story.ts'

const DELIVERY_PATIENCE_MS = 60_000

/** Tells the story, writes what it leaves behind into a folder, and gives its report. */
export async function runDemo(folder: string, tell: (line: string) => void): Promise<Report> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'throughline-demo-'))
  // Started as root, PostgreSQL runs as another user, who must be able to pass through.
  await chmod(dataDirectory, 0o711)
  try {
    const environment = await openEnvironment({ dataDirectory, durable: false, log: openLog('warn') })
    try {
      const { house } = await houseOf(environment)
      const mailing = await worker(environment)
      const told = await tellStory(house, { tell })
      await untilDelivered(told)
      await mailing.stop()
      const report = await reportOf(told)
      await leaveFiles(folder, told, report)
      return report
    } finally {
      await environment.stop()
    }
  } finally {
    await rm(dataDirectory, { recursive: true, force: true })
  }
}

/** The invoices are rendered and mailed after their commands; the report waits for the last of them. */
export async function untilDelivered({ cast }: Told): Promise<void> {
  const deadline = performance.now() + DELIVERY_PATIENCE_MS
  for (;;) {
    const waiting = await cast.billing.all('exchange.listDeliveries', { state: 'waiting' })
    const unsent = await cast.billing.all('billing.listInvoices', { state: 'posted' })
    if (waiting.length === 0 && unsent.length === 0) return
    if (performance.now() > deadline)
      throw new Error(`${waiting.length} deliveries and ${unsent.length} invoices are still waiting`)
    await pause(200)
  }
}

/** The same numbers as on the screen, as a document to hand on. */
function reportDocument({ sections }: Report, datedOn: string): Promise<Uint8Array> {
  return renderReport({
    title: 'From a signed deal to cash',
    subtitle: 'Meridian store platform, July to September 2026',
    author: 'Alder Systems',
    datedOn,
    language: 'en',
    paper: 'A4',
    sections: sections.map(({ title, rows }) => {
      const names = Object.keys(rows[0] ?? {})
      const isAmount = (name: string) =>
        rows.every((row) => /^(-?[\d.,]+( [A-Z]{3})?)?$/.test(String(row[name] ?? '')))
      return {
        heading: title,
        table: {
          columns: names.map((name) => ({
            title: name,
            align: isAmount(name) ? ('right' as const) : ('left' as const),
          })),
          rows: rows.map((row) => names.map((name) => String(row[name] ?? ''))),
        },
      }
    }),
  })
}

async function leaveFiles(folder: string, { cast, stage }: Told, report: Report): Promise<void> {
  await mkdir(folder, { recursive: true })
  const { house, tenantId, clock } = stage
  const call = {
    tenantId,
    actorId: cast.billing.principalId,
    now: clock.now,
    today: clock.now.toString().slice(0, 10),
  }
  for (const { id } of await cast.billing.all('billing.listInvoices')) {
    const { fileId } = await cast.billing.ask('billing.getInvoice', { invoiceId: id })
    if (!fileId) continue
    const { name, bytes } = await fileContent(house, call, fileId)
    await writeFile(join(folder, name), bytes)
  }
  for (const [name, text] of report.journals) await writeFile(join(folder, name), text)
  await writeFile(join(folder, 'report.pdf'), await reportDocument(report, call.today))
}
