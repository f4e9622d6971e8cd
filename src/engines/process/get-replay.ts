import { answer } from '#kernel/handle.ts'
import { getReplay as contract } from './contract.ts'
import { findReport } from './replay/report-table.ts'

export const getReplayReport = answer(contract, ({ tx }, { reportId }) => findReport(tx, reportId))
