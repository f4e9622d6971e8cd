/** Requests need people again when what is left does not cover them. */
import type { BusinessEvent, Touched } from '#kernel/handle.ts'
import { sql, type Tx } from '#kernel/sql.ts'
import { followsBookings, type RequestState, requestStateAfter } from './booking.ts'
import { demandOf } from './request-events.ts'
import { bookedForEach, type ResourceRequest } from './staffing-table.ts'

interface Change {
  readonly request: ResourceRequest
  readonly after: RequestState
}

/** Lets requests that are locked follow what is booked for them now; those that were rejected or cancelled stay so. */
export async function reopenRequests(
  tx: Tx,
  requests: readonly ResourceRequest[],
): Promise<{ changes: readonly Change[]; touched: Touched[]; events: BusinessEvent[] }> {
  const booked = await bookedForEach(
    tx,
    requests.map(({ id }) => id),
  )
  const changes = requests.flatMap((request): Change[] => {
    const { hard, proposed } = booked.get(request.id) ?? { hard: 0, proposed: 0 }
    const after = requestStateAfter(request.minutes, hard, proposed)
    return followsBookings(request.state) && after !== request.state ? [{ request, after }] : []
  })
  await writeStates(tx, changes)
  const touched = changes.map(({ request, after }) => ({
    type: 'resource_request',
    id: request.id,
    before: { state: request.state },
    after: { state: after },
  }))
  return { changes, touched, events: await told(tx, changes) }
}

async function writeStates(tx: Tx, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return
  const ids = changes.map(({ request }) => request.id)
  const states = changes.map(({ after }) => after)
  await tx.run(sql`
    update staffing.resource_request as request
    set state = now.state, revision = revision + 1
    from unnest(${ids}::uuid[], ${states}::text[]) as now (id, state)
    where request.tenant_id = kernel.tenant_id() and request.id = now.id`)
}

/** A request that was met begins anew; one that waits for its requester has nothing left to decide about. */
async function told(tx: Tx, changes: readonly Change[]): Promise<BusinessEvent[]> {
  const withdrawn = changes
    .filter(({ request, after }) => request.state !== 'fulfilled' && after === 'submitted')
    .map(({ request: { id: requestId } }) => ({
      type: 'staffing.proposalWithdrawn',
      key: requestId,
      payload: { requestId },
    }))
  const met = new Map(
    changes
      .filter(({ request }) => request.state === 'fulfilled')
      .map(({ request, after }) => [request.id, after]),
  )
  const demand = met.size === 0 ? [] : await demandOf(tx, [...met.keys()])
  const reopened = demand.map((payload) => ({
    type: 'staffing.requestReopened',
    key: payload.requestId,
    payload: { ...payload, requestState: met.get(payload.requestId) },
  }))
  return [...withdrawn, ...reopened]
}
