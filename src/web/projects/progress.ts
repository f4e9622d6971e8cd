/** The progress of a project's work packages, as its query shows it. */
import type { workPackageProgress } from '#insight/contract.ts'
import type { WireOutput } from '../wire/client.ts'

export type Progress = WireOutput<typeof workPackageProgress>
