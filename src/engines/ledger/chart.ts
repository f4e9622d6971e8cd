/** Charts of accounts that a book can be opened with. */
import type { ChartAccount } from './charts/chart-account.ts'
import { servicesChart } from './charts/services.ts'

/** The shipped charts, by name. */
export const charts: Readonly<Record<'services', readonly ChartAccount[]>> = { services: servicesChart }

export type ChartName = keyof typeof charts
