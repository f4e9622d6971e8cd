/**
 * What a record is called of which only the id is known, such as what a process is about. The ids that one screen asks for
 * at the same time are asked together.
 */
import { useQuery } from '@tanstack/react-query'
import { names } from '#insight/contract.ts'
import { ask, type WireOutput } from '../wire/client.ts'
import { useSession } from '../wire/session.tsx'
import { Value } from './value.tsx'

type Name = WireOutput<typeof names>['items'][number]

const recordId = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/
const TOGETHER_MS = 15
const TOGETHER_MAX = 500

let waiting: Map<string, (name: Name | null) => void> = new Map()

/** The name of one record, asked together with the others that are asked for in this moment; null where there is none. */
function nameOf(id: string): Promise<Name | null> {
  const { promise, resolve } = Promise.withResolvers<Name | null>()
  if (waiting.size === 0) setTimeout(askTogether, TOGETHER_MS)
  const other = waiting.get(id)
  waiting.set(id, (name) => {
    other?.(name)
    resolve(name)
  })
  if (waiting.size >= TOGETHER_MAX) void askTogether()
  return promise
}

async function askTogether(): Promise<void> {
  const asked = waiting
  waiting = new Map()
  if (asked.size === 0) return
  const answer = await ask(names, { ids: [...asked.keys()] }).catch(() => null)
  const found = new Map(answer?.items.map((one) => [one.id, one]))
  for (const [id, tell] of asked) tell(found.get(id) ?? null)
}

/** What a business key means: the name of the record it is the id of, or the key itself where it is words. */
export function Called({ businessKey }: { businessKey: string | null }) {
  const { may } = useSession()
  const [id = null] = recordId.exec(businessKey ?? '') ?? []
  const { data } = useQuery({
    queryKey: [names.name, id],
    queryFn: () => nameOf(id ?? ''),
    enabled: id !== null && may(names),
    staleTime: 60_000,
  })
  if (data) return data.label || data.detail
  return <Value name="businessKey" value={id ?? businessKey} />
}
