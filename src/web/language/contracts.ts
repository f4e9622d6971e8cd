/** Contracts by name, loaded when they are asked for: a derivation or the palette may need any of them. */
import type { CommandContract, Contract } from '#kernel/contract.ts'
import { subjectsOf } from '../../flow/order.ts'

type Module = Readonly<Record<string, unknown>>

const files = import.meta.glob<Module>([
  '../../engines/*/contract.ts',
  '../../flow/*/contract.ts',
  '../../insight/contract.ts',
])

const roomOf = (path: string) => path.split('/').at(-2) ?? ''

const isContract = (value: unknown): value is Contract =>
  typeof value === 'object' && value !== null && 'kind' in value && 'fields' in value

/** Every contract of the house. */
export async function allContracts(): Promise<readonly Contract[]> {
  const modules = await Promise.all(Object.values(files).map((load) => load()))
  return modules.flatMap((module) => Object.values(module).filter(isContract))
}

/** One contract by its name, such as `collections.openItems`. */
export async function contractNamed(name: string): Promise<Contract> {
  const subject = name.split('.')[0] ?? ''
  const [path] = Object.keys(files).filter((file) => subjectsOf(roomOf(file)).includes(subject))
  const module = path ? await files[path]?.() : undefined
  const found = Object.values(module ?? {}).find((value) => isContract(value) && value.name === name)
  if (!found) throw new Error(`there is no contract ${name}`)
  return found as Contract
}

export const isCommand = (contract: Contract): contract is CommandContract => contract.kind === 'command'
