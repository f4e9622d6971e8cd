/** Replaying many instances against one thing. */
import type { Tx } from '#kernel/sql.ts'
import type { Graph } from '../model/graph.ts'
import type { Calendars } from '../model/working-time.ts'
import { calendarsNamed } from '../store/calendar-table.ts'
import { graphOf, graphsOf } from '../store/graphs.ts'
import { wholePath } from '../store/history.ts'
import { type Beside, type Decide, replayBeside } from './beside.ts'
import { countPast, type Past, type PastFilter, type ReplayedPlace, readPast } from './past.ts'
import { replay } from './replay.ts'
import { ReplayReport } from './report.ts'

/** Instances read and replayed at a time. */
const batchSize = 200

/** What is replayed against: other graphs, other decisions, or, with neither, the engine as it is now. */
export type Against = Readonly<{
  /** By the key of their process; instances of other processes are left out. */
  others: ReadonlyMap<string, Graph> | null
  decide: Decide | null
  /** Which instances of a global process a variant would have taken; null or absent for all. */
  place?: ReplayedPlace | null
}>

/** Replays the instances a filter finds, up to a limit, and adds up how they come out. */
export async function replayMany(
  tx: Tx,
  filter: PastFilter,
  against: Against,
  limit: number,
): Promise<{ report: ReplayReport; remaining: number }> {
  const report = new ReplayReport()
  const named = [...(against.others?.values() ?? [])].flatMap((graph) => graph.calendars)
  const calendars = await calendarsNamed(tx, named)
  const { place = null } = against
  const processKeys = against.others ? [...against.others.keys()] : undefined
  for (let after: string | null = null; report.instances < limit; ) {
    const some: Past[] = await readPast(
      tx,
      filter,
      processKeys,
      place,
      after,
      Math.min(batchSize, limit - report.instances),
    )
    for (const past of some) report.add(past, await replayOne(tx, past, against, calendars))
    after = some.at(-1)?.id ?? null
    if (after === null) break
  }
  return { report, remaining: (await countPast(tx, filter, processKeys, place)) - report.instances }
}

async function replayOne(
  tx: Tx,
  past: Past,
  { others, decide }: Against,
  calendars: Calendars,
): Promise<Beside> {
  const other = others?.get(past.key) ?? null
  const graphs = await graphsOf(
    tx,
    past.events.map(({ definitionId }) => definitionId),
  )
  const first = await graphOf(tx, past.events[0]?.definitionId ?? past.definitionId)
  const graphsById = (id: string) => graphs.get(id)
  if (other || decide)
    return replayBeside({ first, graphs: graphsById, other, decide, calendars }, past.events)
  const path = wholePath(await graphOf(tx, past.definitionId), past.state, past.path)
  const differences = replay(first, graphsById, past, past.events, path)
  return { differences, cases: [], tasks: { gone: [], added: [] } }
}
