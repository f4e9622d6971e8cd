import { germanRefusalsA } from './german-refusals-a.ts'
import { germanRefusalsM } from './german-refusals-m.ts'

/** German for refusals, by code. */
export const germanRefusals: Readonly<Record<string, string>> = { ...germanRefusalsA, ...germanRefusalsM }
