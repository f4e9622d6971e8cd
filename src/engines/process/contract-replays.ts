/** What is asked about the past: what instances would have done on this engine, another version or other decisions. */
import { z } from 'zod'
import { command, id, instant, json, listInput, listOutput, query } from '#kernel/contract.ts'
import { refusalTable } from '#kernel/refusal.ts'
import { anInstance, key, node, operators, status } from './contract-words.ts'

export const replayRefusals = refusalTable({
  replay_against_two: {
    kind: 'invalid',
    message:
      'A replay is against one thing: a definition, a decision or a draft, or none for the present engine.',
  },
  replay_decision_not_found: {
    kind: 'not_found',
    message: 'There is no decision {key} in version {version}. List them with decisions.list.',
  },
  replay_not_found: {
    kind: 'not_found',
    message: 'There is no replay report {reportId}. List them with replays.list.',
  },
})

const decision = z.strictObject({ key: z.string().min(1).max(200), version: z.int().min(1) })

const filter = z
  .strictObject({
    key: key.optional(),
    definitionId: id.optional(),
    status: status.optional(),
    startedFrom: instant.optional(),
    startedBefore: instant.optional(),
    instanceIds: z.array(id).max(10_000).optional(),
  })
  .meta({ description: 'Which instances; all when nothing is said.' })

const report = z.object({
  id,
  filter: json,
  against: json.meta({ description: 'The version, decision or draft; empty for the present engine.' }),
  instances: z.int(),
  remaining: z.int().meta({ description: 'Instances the filter found beyond the limit.' }),
  differing: z.int(),
  events: z.int(),
  runBy: id,
  runAt: instant,
})

const summary = z.object({
  decisions: z.int().meta({ description: 'Decisions that were made again.' }),
  changed: z.int().meta({ description: 'Those with another result.' }),
  changes: z
    .array(z.object({ before: json, after: json, count: z.int() }))
    .meta({ description: 'Each change of a result with how often it happens, the most frequent first.' }),
  tasksGone: z.int().meta({ description: "People's tasks that would not have been asked for." }),
  tasksAdded: z.int(),
  minutesSaved: z.int().meta({ description: 'How long the tasks that are gone had waited, together.' }),
})

export const runReplay = command({
  name: 'replays.run',
  summary:
    'Replays past instances on the present engine, another version or another decision, and keeps every difference.',
  input: z.strictObject({
    filter: filter.default({}),
    definitionId: id.optional().meta({ description: 'Against this version of a process.' }),
    decision: decision.optional().meta({ description: 'Against this version of a decision: what if?' }),
    draftId: id.optional().meta({ description: 'Against a draft of a process or decision.' }),
    limit: z.int().min(1).max(100_000).default(10_000),
  }),
  output: report.extend({ summary }),
  refusals: [
    ...(['replay_against_two', 'process_not_found', 'replay_decision_not_found', 'draft_not_found'] as const),
    ...(['process_model_invalid', 'decision_model_invalid', 'decision_key_taken'] as const),
  ],
  touches: ['replay_report'],
  roles: operators,
  examples: [
    { filter: { key: 'approval' } },
    { draftId: anInstance },
    { filter: { startedFrom: '2026-01-01T00:00:00Z' }, decision: { key: 'commercial-approval', version: 2 } },
  ],
})

export const listReplays = query({
  name: 'replays.list',
  summary: 'Lists the reports of replays.',
  input: listInput({ differing: z.boolean().optional() }, ['runAt']),
  output: listOutput(report),
  refusals: [],
  shows: ['replay_report'],
  roles: operators,
  examples: [{ differing: true }],
})

export const getReplay = query({
  name: 'replays.get',
  summary: 'Shows a replay report: how many instances came out otherwise, and which results change.',
  input: z.strictObject({ reportId: id }),
  output: report.extend({ summary }),
  refusals: ['replay_not_found'],
  target: 'reportId',
  roles: operators,
  examples: [{ reportId: anInstance }],
})

const task = z.object({
  node,
  roles: z.array(z.string()),
  waitedMinutes: z.int().nullable().meta({ description: 'How long it waited until it was done.' }),
})

export const listDifferences = query({
  name: 'replays.differences',
  summary: 'Lists the instances that came out otherwise in a replay, with every difference.',
  input: listInput({ reportId: id }, ['processKey']),
  output: listOutput(
    z.object({
      id: id.meta({ description: 'The instance.' }),
      processKey: key,
      businessKey: z.string().nullable(),
      differences: z.array(z.object({ at: z.string(), stored: json, replayed: json })),
      cases: z
        .array(z.object({ at: instant, node, before: json, after: json, why: z.string() }))
        .meta({ description: 'Decisions with another result, and why.' }),
      tasks: z.object({ gone: z.array(task), added: z.array(task) }),
    }),
  ),
  refusals: ['replay_not_found'],
  target: 'reportId',
  roles: operators,
  examples: [{ reportId: anInstance }],
})
