/** A task as its query shows it. */
import type { getTask } from '#engines/process/contract.ts'
import type { WireOutput } from '../wire/client.ts'

export type Task = WireOutput<typeof getTask>
