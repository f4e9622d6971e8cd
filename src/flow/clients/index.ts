/** The door of clients: who buys, who pays, and on what terms. */
export type { Client } from './client.ts'
export {
  clientById,
  clientsByIds,
  clientsByNames,
  insertProspects,
  type NewClient,
  prospect,
} from './client-table.ts'
