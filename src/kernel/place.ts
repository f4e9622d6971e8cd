/** Where an operation is reached: what follows from the name of its contract alone. Pure, and without a schema. */
import type { Contract } from './contract.ts'

/** Where an operation is reached. */
export interface Place {
  /** `timesheets` */
  readonly room: string
  /** `approve`, `assign-role`: the verb as paths and the command line spell it. */
  readonly verb: string
  readonly method: 'GET' | 'POST'
  /** `/v1/timesheets/{id}/approve` */
  readonly path: string
  /** The input field that stands in the path as `{id}`. */
  readonly target: string | undefined
}

/** Where a contract is reached; what a browser needs to send it. */
export function placeOf(contract: Pick<Contract, 'kind' | 'name' | 'target'>): Place {
  const [room = '', name = ''] = contract.name.split('.')
  const { target } = contract
  const segments = [room, ...(target ? ['{id}'] : []), ...lastSegment(contract, name)]
  return {
    room,
    verb: kebab(name),
    method: contract.kind === 'query' ? 'GET' : 'POST',
    path: `/v1/${segments.join('/')}`,
    target,
  }
}

/** `create`, `list` and `get` are said by the method alone; `listThings` is where the things are. */
function lastSegment({ kind, target }: Pick<Contract, 'kind' | 'target'>, name: string): string[] {
  if (kind === 'command') return name === 'create' && !target ? [] : [kebab(name)]
  if (name === 'list' || (name === 'get' && target)) return []
  return [kebab(/^list[A-Z]/.test(name) ? name.slice('list'.length) : name)]
}

const kebab = (name: string) =>
  name.replace(/[A-Z]/g, (letter, at: number) => `${at === 0 ? '' : '-'}${letter.toLowerCase()}`)
