/** The worker of effects as a part of the running program: mail, and whatever the rooms deliver. */

import { join } from 'node:path'
import { deliversMail, startWorker } from '#engines/exchange'
import { houseOf } from './house.ts'
import type { Part } from './start.ts'

/**
 * Sends mail through SMTP_URL (smtps://user:password@host:465), signed by MAIL_FROM; without a server each mail is a
 * file in the folder `mail` of the data directory.
 */
export const worker: Part = async (environment) => {
  const { SMTP_URL: smtpUrl, MAIL_FROM: from = 'Throughline <throughline@localhost>' } = process.env
  const { house } = await houseOf(environment)
  const folder = join(environment.dataDirectory, 'mail')
  const mail = deliversMail({ folder, from, ...(smtpUrl ? { smtpUrl } : {}) })
  const running = await startWorker({
    url: environment.runtimeUrl,
    house,
    deliverers: [mail, ...house.rooms.flatMap(({ deliverers = [] }) => deliverers)],
    clock: () => {
      const now = Temporal.Now.instant()
      return { now, today: now.toString().slice(0, 10) }
    },
  })
  return {
    says: [
      smtpUrl ? `Mail goes out through ${new URL(smtpUrl).host}.` : `Mail is kept as files in ${folder}.`,
    ],
    stop: () => running.stop(),
  }
}
