/**
 * Everything an advance changed, in one data-modifying statement. Each table's rows travel as one JSON value, so
 * the statement's text depends only on which tables are touched and stays prepared, for one instance or hundreds.
 */
import { sql } from '#kernel/sql.ts'
import type { Changes } from './changes.ts'
import { type Instance, processVariables, storedState } from './instance.ts'
import { type Part, part } from './part.ts'
import type { Advance } from './work.ts'
import { taskParts } from './write-tasks.ts'

/** Writes the changes of an advance. An instance that another transaction changed in between is a fault. */
export async function writeChanges(advance: Advance): Promise<void> {
  const { ctx, changes } = advance
  if (changes.events.length === 0 && changes.subjectsDone.length === 0) return
  const touched = [...advance.instances.values()].filter(({ heard }) => heard > 0)
  const known = touched.filter(({ revision }) => revision > 0)
  const { now, actorId } = ctx.call
  const parts: Part[] = [
    ...startedParts(touched, now, actorId),
    ...movedParts(known, now),
    ...eventParts(changes, advance),
    ...activityParts(changes, now),
    ...taskParts(changes, advance),
    ...armedParts(changes),
    ...disarmedParts(changes),
    ...incidentParts(changes, now),
  ]
  const withParts = sql.join(
    parts.map(({ name, statement }) => sql`${sql.raw(name)} as (${statement})`),
    sql`, `,
  )
  const count = known.length > 0 ? sql`(select count(*) from moved)::integer` : sql`0`
  const { moved } = await ctx.tx.one(sql<{ moved: number }>`with ${withParts} select ${count} as moved`)
  if (moved !== known.length) {
    throw new Error(`${known.length - moved} process instances were changed outside of their lock`)
  }
}

function startedParts(touched: readonly Instance[], now: Temporal.Instant, actorId: string): Part[] {
  const rows = touched
    .filter(({ revision }) => revision === 0)
    .map((instance) => ({
      ...instanceRow(instance),
      root_id: instance.rootId,
      definition_id: instance.definitionId,
      process_key: instance.graph.key,
      business_key: instance.businessKey,
      start_key: instance.startKey,
      parent_id: instance.parentId,
      parent_element: instance.parentElement,
    }))
  const columns = `id uuid, root_id uuid, definition_id uuid, process_key text, status text, business_key text,
    start_key text, parent_id uuid, parent_element integer, event_count integer, incident_count integer,
    state jsonb, variables jsonb`
  return part(
    'started',
    rows,
    columns,
    (given) => sql`
      insert into process.instance (id, root_id, definition_id, process_key, revision, status, business_key,
        start_key, parent_id, parent_element, event_count, incident_count, state, variables, started_by, started_at,
        updated_at, ended_at)
      select id, root_id, definition_id, process_key, 1, status, business_key, start_key, parent_id, parent_element,
        event_count, incident_count, state, variables, ${actorId}::uuid, ${now}::timestamptz, ${now}::timestamptz,
        case when status <> 'active' then ${now}::timestamptz end
      from ${given}`,
  )
}

function instanceRow(instance: Instance) {
  return {
    id: instance.id,
    status: instance.state.status,
    event_count: instance.eventCount,
    incident_count: instance.state.incidents.length,
    state: storedState(instance),
    variables: processVariables(instance),
  }
}

function movedParts(known: readonly Instance[], now: Temporal.Instant): Part[] {
  const rows = known.map((instance) => ({ ...instanceRow(instance), revision: instance.revision }))
  const columns = `id uuid, revision integer, status text, event_count integer, incident_count integer, state jsonb,
    variables jsonb`
  return part(
    'moved',
    rows,
    columns,
    (given) => sql`
      update process.instance i
      set revision = i.revision + 1, status = given.status, event_count = given.event_count,
        incident_count = given.incident_count, state = given.state, variables = given.variables,
        updated_at = ${now}::timestamptz,
        ended_at = case when given.status <> 'active' then ${now}::timestamptz end
      from ${given}
      where i.tenant_id = kernel.tenant_id() and i.id = given.id and i.revision = given.revision
      returning i.id`,
  )
}

function eventParts(changes: Changes, { ctx }: Advance): Part[] {
  const rows = changes.events.map(({ instance, seq, event }) => ({
    instance_id: instance.id,
    definition_id: instance.definitionId,
    seq,
    event,
  }))
  const { now, actorId } = ctx.call
  return part(
    'heard',
    rows,
    'instance_id uuid, definition_id uuid, seq integer, event jsonb',
    (given) => sql`
      insert into process.input_event (instance_id, seq, at, event, definition_id, actor_id, journal_id)
      select instance_id, seq, ${now}::timestamptz, event, definition_id, ${actorId}::uuid, ${ctx.journalId}::uuid
      from ${given}`,
  )
}

function activityParts(changes: Changes, now: Temporal.Instant): Part[] {
  const all = [...changes.activities.values()]
  const begun = part(
    'begun',
    all.filter(({ entered }) => entered),
    'instance_id uuid, element integer, parent integer, node text, via text, outcome text, note text',
    (given) => sql`
      insert into process.activity (instance_id, element, parent, node, via, started_at, ended_at, outcome, note)
      select instance_id, element, parent, node, via, ${now}::timestamptz,
        case when outcome is not null then ${now}::timestamptz end, outcome, note
      from ${given}`,
  )
  const gone = part(
    'gone',
    all.filter(({ entered }) => !entered),
    'instance_id uuid, element integer, outcome text, note text',
    (given) => sql`
      update process.activity a
      set ended_at = case when given.outcome is not null then ${now}::timestamptz end, outcome = given.outcome,
        note = coalesce(given.note, a.note)
      from ${given}
      where a.tenant_id = kernel.tenant_id() and a.instance_id = given.instance_id and a.element = given.element`,
  )
  return [...begun, ...gone]
}

function armedParts(changes: Changes): Part[] {
  const armed = [...changes.armed.values()]
  const row = ({ instance, subscription, node, name, key, dueAt, kind }: (typeof armed)[number]) => ({
    instance_id: instance.id,
    root_id: instance.rootId,
    process_key: instance.graph.key,
    subscription,
    node,
    kind,
    name,
    key: key ?? '',
    due_at: dueAt,
  })
  return [
    ...part(
      'timers',
      armed.filter(({ kind }) => kind === 'timer').map(row),
      'instance_id uuid, root_id uuid, subscription integer, node text, due_at timestamptz',
      (given) => sql`
        insert into process.timer (instance_id, subscription, root_id, node, due_at)
        select instance_id, subscription, root_id, node, due_at
        from ${given}`,
    ),
    ...part(
      'subscriptions',
      armed.filter(({ kind }) => kind !== 'timer').map(row),
      `instance_id uuid, root_id uuid, process_key text, subscription integer, node text, kind text, name text,
        key text`,
      (given) => sql`
        insert into process.subscription (instance_id, subscription, root_id, process_key, node, kind, name, key)
        select instance_id, subscription, root_id, process_key, node, kind, name, key
        from ${given}`,
    ),
  ]
}

function disarmedParts(changes: Changes): Part[] {
  const columns = 'instance_id uuid, subscription integer'
  return [
    ...part(
      'timers_gone',
      changes.disarmed.filter(({ kind }) => kind === 'timer'),
      columns,
      (given) => sql`
        delete from process.timer t
        using ${given}
        where t.tenant_id = kernel.tenant_id() and t.instance_id = given.instance_id
          and t.subscription = given.subscription`,
    ),
    ...part(
      'subscriptions_gone',
      changes.disarmed.filter(({ kind }) => kind !== 'timer'),
      columns,
      (given) => sql`
        delete from process.subscription s
        using ${given}
        where s.tenant_id = kernel.tenant_id() and s.instance_id = given.instance_id
          and s.subscription = given.subscription`,
    ),
  ]
}

function incidentParts(changes: Changes, now: Temporal.Instant): Part[] {
  const all = [...changes.incidents.values()]
  const opened = all.flatMap(({ id, instance, number, opened: detail, outcome }) =>
    detail
      ? [
          {
            id,
            instance_id: instance.id,
            root_id: instance.rootId,
            number,
            process_key: instance.graph.key,
            owner_role: instance.graph.properties['incidentOwner'] ?? 'administrator',
            ...detail,
            outcome,
          },
        ]
      : [],
  )
  const closed = all
    .filter(({ opened: detail, outcome }) => !detail && outcome)
    .map(({ instance, number, outcome }) => ({ instance_id: instance.id, number, outcome }))
  return [
    ...part(
      'troubles',
      opened,
      `id uuid, instance_id uuid, root_id uuid, number integer, process_key text, element integer, node text, code text,
        message text, owner_role text, outcome text`,
      (given) => sql`
        insert into process.incident (id, instance_id, root_id, number, process_key, element, node, code, message,
          owner_role, opened_at, closed_at, outcome)
        select id, instance_id, root_id, number, process_key, element, node, code, message, owner_role,
          ${now}::timestamptz, case when outcome is not null then ${now}::timestamptz end, outcome
        from ${given}`,
    ),
    ...part(
      'settled',
      closed,
      'instance_id uuid, number integer, outcome text',
      (given) => sql`
        update process.incident i
        set closed_at = ${now}::timestamptz, outcome = given.outcome
        from ${given}
        where i.tenant_id = kernel.tenant_id() and i.instance_id = given.instance_id and i.number = given.number`,
    ),
  ]
}
