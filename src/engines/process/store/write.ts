/** Everything an advance changed, in one data-modifying statement. */
import type { Changes } from './changes.ts'
import { type Instance, processVariables, storedState } from './instance.ts'
import { type Part, statementOf } from './part.ts'
import type { Advance } from './work.ts'
import { taskParts } from './write-tasks.ts'

/** Sends the changes of an advance ahead of the commit. An instance that another transaction changed in between is a fault. */
export function writeChanges(advance: Advance): void {
  const { ctx, changes } = advance
  if (changes.events.length === 0 && changes.subjectsDone.length === 0) return
  const touched = [...advance.instances.values()].filter(({ heard }) => heard > 0)
  const known = touched.filter(({ revision }) => revision > 0)
  const { now, actorId } = ctx.call
  const parts: Part[] = [
    started(touched.filter(({ revision }) => revision === 0)),
    ...(known.length > 0 ? [moved(known, now)] : []),
    heard(changes),
    ...taskParts(ctx, changes),
    ...armed(changes),
    ...disarmed(changes),
    ...incidents(changes),
  ]
  const constants = {
    now: { type: 'timestamptz', value: now },
    actor: { type: 'uuid', value: actorId },
    journal: { type: 'uuid', value: ctx.journalId },
  }
  ctx.tx.later(statementOf(parts, constants))
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

const instanceColumns = {
  id: 'uuid',
  status: 'text',
  event_count: 'integer',
  incident_count: 'integer',
  state: 'jsonb',
  variables: 'jsonb',
}

const started = (fresh: readonly Instance[]): Part => ({
  name: 'started',
  columns: {
    ...instanceColumns,
    root_id: 'uuid',
    definition_id: 'uuid',
    process_key: 'text',
    business_key: 'text',
    start_key: 'text',
    parent_id: 'uuid',
    parent_element: 'integer',
  },
  text: `
    insert into process.instance (id, root_id, definition_id, process_key, revision, status, business_key, start_key,
      parent_id, parent_element, event_count, incident_count, state, variables, started_by, started_at, updated_at,
      ended_at)
    select id, root_id, definition_id, process_key, 1, status, business_key, start_key, parent_id, parent_element,
      event_count, incident_count, state, variables, {actor}, {now}, {now}, case when status <> 'active' then {now} end
    from {given}`,
  rows: fresh.map((instance) => ({
    ...instanceRow(instance),
    root_id: instance.rootId,
    definition_id: instance.definitionId,
    process_key: instance.graph.key,
    business_key: instance.businessKey,
    start_key: instance.startKey,
    parent_id: instance.parentId,
    parent_element: instance.parentElement,
  })),
})

/** Only what has changed travels: variables are the largest part of most instances and rarely change. */
function moved(known: readonly Instance[], now: Temporal.Instant): Part {
  const ended = known.some(({ state }) => state.status !== 'active')
  const changed = known.some((instance) => processVariables(instance) !== instance.variablesRead)
  const columns = {
    event_count: 'integer',
    incident_count: 'integer',
    state: 'jsonb',
    ...(changed ? { variables: 'jsonb' } : {}),
    ...(ended ? { status: 'text', ended_at: 'timestamptz' } : {}),
  }
  return {
    name: `moved${changed ? '_with_variables' : ''}${ended ? '_and_ended' : ''}`,
    columns: { id: 'uuid', revision: 'integer', ...columns },
    text: `
      update process.instance i
      set revision = i.revision + 1, updated_at = {now},
        ${Object.keys(columns)
          .map((name) => `${name} = given.${name}`)
          .join(', ')}
      from {given}
      where i.tenant_id = kernel.tenant_id() and i.id = given.id and i.revision = given.revision
      returning i.id`,
    failure: `kernel.fault('process instances were changed outside of their lock')`,
    rows: known.map((instance) => ({
      ...instanceRow(instance),
      revision: instance.revision,
      ended_at: instance.state.status === 'active' ? null : now.toString(),
    })),
  }
}

/** Every event, and the elements that it ended: what lives is in the state, so no row is ever changed. */
const heard = (changes: Changes): Part => ({
  name: 'heard',
  columns: { instance_id: 'uuid', definition_id: 'uuid', seq: 'integer', event: 'jsonb', path: 'jsonb' },
  text: `
    insert into process.input_event (instance_id, seq, at, event, path, definition_id, actor_id, journal_id)
    select instance_id, seq, {now}, event, path, definition_id, {actor}, {journal}
    from {given}`,
  rows: changes.events.map(({ instance, seq, event, path }) => ({
    instance_id: instance.id,
    definition_id: instance.definitionId,
    seq,
    event,
    path,
  })),
})

function armed(changes: Changes): Part[] {
  const all = [...changes.armed.values()].map(({ instance, subscription, node, name, key, dueAt, kind }) => ({
    instance_id: instance.id,
    root_id: instance.rootId,
    process_key: instance.graph.key,
    subscription,
    node,
    kind,
    name,
    key: key ?? '',
    due_at: dueAt,
  }))
  return [
    {
      name: 'timers',
      columns: {
        instance_id: 'uuid',
        root_id: 'uuid',
        subscription: 'integer',
        node: 'text',
        due_at: 'timestamptz',
      },
      text: `
        insert into process.timer (instance_id, subscription, root_id, node, due_at)
        select instance_id, subscription, root_id, node, due_at
        from {given}`,
      rows: all.filter(({ kind }) => kind === 'timer'),
    },
    {
      name: 'subscriptions',
      columns: {
        instance_id: 'uuid',
        root_id: 'uuid',
        process_key: 'text',
        subscription: 'integer',
        node: 'text',
        kind: 'text',
        name: 'text',
        key: 'text',
      },
      text: `
        insert into process.subscription (instance_id, subscription, root_id, process_key, node, kind, name, key)
        select instance_id, subscription, root_id, process_key, node, kind, name, key
        from {given}`,
      rows: all.filter(({ kind }) => kind !== 'timer'),
    },
  ]
}

function disarmed(changes: Changes): Part[] {
  const gone = (name: string, table: string, isTimer: boolean): Part => ({
    name,
    columns: { instance_id: 'uuid', subscription: 'integer' },
    text: `
      delete from process.${table} t
      using {given}
      where t.tenant_id = kernel.tenant_id() and t.instance_id = given.instance_id
        and t.subscription = given.subscription`,
    rows: changes.disarmed.filter(({ kind }) => (kind === 'timer') === isTimer),
  })
  return [gone('timers_gone', 'timer', true), gone('subscriptions_gone', 'subscription', false)]
}

function incidents(changes: Changes): Part[] {
  const all = [...changes.incidents.values()]
  return [
    {
      name: 'troubles',
      columns: {
        id: 'uuid',
        instance_id: 'uuid',
        root_id: 'uuid',
        number: 'integer',
        process_key: 'text',
        element: 'integer',
        node: 'text',
        code: 'text',
        message: 'text',
        values: 'jsonb',
        owner_role: 'text',
        outcome: 'text',
      },
      text: `
        insert into process.incident (id, instance_id, root_id, number, process_key, element, node, code, message,
          values, owner_role, opened_at, closed_at, outcome)
        select id, instance_id, root_id, number, process_key, element, node, code, message, values, owner_role, {now},
          case when outcome is not null then {now} end, outcome
        from {given}`,
      rows: all.flatMap(({ id, instance, number, opened, outcome }) => {
        if (!opened) return []
        const { id: instanceId, rootId, graph } = instance
        const owner = graph.properties['incidentOwner'] ?? 'administrator'
        const place = { instance_id: instanceId, root_id: rootId, process_key: graph.key, owner_role: owner }
        return [{ id, number, ...place, ...opened, outcome }]
      }),
    },
    {
      name: 'settled',
      columns: { instance_id: 'uuid', number: 'integer', outcome: 'text' },
      text: `
        update process.incident i
        set closed_at = {now}, outcome = given.outcome
        from {given}
        where i.tenant_id = kernel.tenant_id() and i.instance_id = given.instance_id and i.number = given.number`,
      rows: all.flatMap(({ instance, number, opened, outcome }) =>
        opened ? [] : [{ instance_id: instance.id, number, outcome }],
      ),
    },
  ]
}
