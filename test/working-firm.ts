/** A house with a small room of commands for processes to call, for tests of the store. */
import { z } from 'zod'
import { command, json } from '#kernel/contract.ts'
import { handle, isHandler } from '#kernel/handle.ts'
import { Refused, refusalTable } from '#kernel/refusal.ts'
import { sql } from '#kernel/sql.ts'
import { openTestHouse, type TestHouse } from './house.ts'

refusalTable({ work_refused: { kind: 'conflict', message: 'The work on {subject} is refused.' } })

const about = {
  roles: { consultant: 'all', 'project-manager': 'all' },
  touches: ['work'],
  examples: [],
} as const

/** Done on a subject; tells `work.done` under the id of the subject. */
const done = handle(
  command({
    ...about,
    name: 'work.do',
    summary: 'Does some work of a test.',
    input: z.strictObject({ subject: z.string(), payload: json.default(null) }),
    output: z.object({ subject: z.string(), payload: json }),
    refusals: [],
    target: 'subject',
  }),
  async (_ctx, { subject, payload }) => ({
    output: { subject, payload },
    touched: [{ type: 'work', id: subject }],
    events: [{ type: 'work.done', key: subject, payload: { subject, payload } }],
  }),
)

/** Done on many subjects at once, each told by an event of its own. */
const doneMany = handle(
  command({
    ...about,
    name: 'work.doMany',
    summary: 'Does much work of a test.',
    input: z.strictObject({ subjects: z.array(z.string()) }),
    output: z.object({}),
    refusals: [],
  }),
  async (_ctx, { subjects }) => ({
    output: {},
    touched: subjects.map((id) => ({ type: 'work', id })),
    events: subjects.map((key) => ({ type: 'work.done', key, payload: { subject: key } })),
  }),
)

/** Writes something and then refuses. */
const refuse = handle(
  command({
    ...about,
    name: 'work.refuse',
    summary: 'Writes a row and refuses unless told that it is allowed.',
    input: z.strictObject({ subject: z.string(), allowed: z.boolean().default(false) }),
    output: z.object({}),
    refusals: ['work_refused'],
  }),
  async ({ tx, call }, { subject, allowed }) => {
    await tx.run(sql`
      insert into process.message (id, name, key, message_id, variables, received_at, expires_at)
      values (kernel.new_id(), 'trace', ${subject}, ${subject}, '{}', ${call.now}, ${call.now.add({ hours: 999 })})`)
    if (!allowed) throw new Refused('work_refused', { subject })
    return { output: {} }
  },
)

/** A fault, not a refusal. */
const crash = handle(
  command({
    ...about,
    name: 'work.crash',
    summary: 'Fails like a programming error.',
    input: z.strictObject({}),
    output: z.object({}),
    refusals: [],
  }),
  async () => {
    throw new Error('broken on purpose')
  },
)

/** Breaks down as often as it is told for a subject, and then works. */
const breakdowns = new Map<string, number>()
const flaky = handle(
  command({
    ...about,
    name: 'work.flaky',
    summary: 'Breaks down some times before it works.',
    input: z.strictObject({ subject: z.string(), times: z.int() }),
    output: z.object({ tries: z.int() }),
    refusals: [],
  }),
  async ({ tx, call }, { subject, times }) => {
    const tries = (breakdowns.get(subject) ?? 0) + 1
    breakdowns.set(subject, tries)
    await tx.run(sql`
      insert into process.message (id, name, key, message_id, variables, received_at, expires_at)
      values (kernel.new_id(), 'flaky', ${subject}, ${String(tries)}, '{}', ${call.now}, ${call.now.add({ hours: 999 })})`)
    if (tries <= times) throw new Error(`broken for the time ${tries}`)
    return { output: { tries } }
  },
)

/** Loses its connection to the database in the middle, once for each subject. */
const cutBefore = new Set<string>()
let kill = async (_pid: number): Promise<void> => undefined
const cut = handle(
  command({
    ...about,
    name: 'work.cut',
    summary: 'Cuts the connection it runs on the first time.',
    input: z.strictObject({ subject: z.string() }),
    output: z.object({}),
    refusals: [],
  }),
  async ({ tx }, { subject }) => {
    if (!cutBefore.has(subject)) {
      cutBefore.add(subject)
      const { pid } = await tx.one(sql<{ pid: number }>`select pg_backend_pid() as pid`)
      await kill(pid)
    }
    return { output: {} }
  },
)

/** Segregation of duties: not by the hand that did the work. */
const approve = handle(
  command({
    ...about,
    name: 'work.approve',
    summary: 'Approves some work of a test.',
    input: z.strictObject({ subject: z.string() }),
    output: z.object({ approved: z.boolean() }),
    refusals: [],
    target: 'subject',
    notAfter: ['work.do'],
  }),
  async (_ctx, { subject }) => ({ output: { approved: true }, touched: [{ type: 'work', id: subject }] }),
)

/** Opens the house of a test with the room `work`. */
export async function openFirm(scope?: Parameters<typeof openTestHouse>[0]): Promise<TestHouse> {
  const offered: unknown[] = [done, doneMany, refuse, crash, flaky, cut, approve]
  const room = { name: 'work', handlers: offered.filter(isHandler) }
  const firm = await openTestHouse(scope, { moreRooms: [room] })
  kill = async (pid) => {
    await firm.database.admin.query('select pg_terminate_backend($1)', [pid])
  }
  return firm
}

/** Deploys a model as the program does, also in place of another version. */
export function deploy(firm: TestHouse, xml: string, resource = 'test.bpmn') {
  return firm.as(firm.processId).run('processes.deploy', { resource, xml })
}
