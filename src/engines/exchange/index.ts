/** The door of the exchange engine: effects out of a transaction, and the worker that delivers them. */

export { deliversMail, type MailSettings } from './deliver-mail.ts'
export {
  type Deliver,
  type Deliverer,
  type Delivering,
  delivers,
  type Effect,
  isDeliverer,
  type Result,
  Undeliverable,
} from './deliverer.ts'
export { enqueue, type NewEffect } from './enqueue.ts'
export { composeMail, type Letter, MAIL, type Mail } from './mail.ts'
export { sendReminders } from './send-reminders.ts'
export { startWorker, type Worker, type WorkerSettings } from './worker.ts'
export { migrateWorker } from './worker-schema.ts'
