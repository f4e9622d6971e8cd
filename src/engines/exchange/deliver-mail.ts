/** Delivers mail: to an SMTP server, or into a folder where each mail is one file. */
import { createHash } from 'node:crypto'
import { access, mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createTransport, type SendMailOptions } from 'nodemailer'
import MailComposer from 'nodemailer/lib/mail-composer/index.js'
import { readFile } from '#engines/documents'
import { inTransaction } from '#kernel/run.ts'
import { type Deliverer, type Delivering, delivers, type Effect, Undeliverable } from './deliverer.ts'
import { MAIL, type Mail, mail } from './mail.ts'

export interface MailSettings {
  /** An address such as smtps://user:password@mail.example:465. Mail goes into the folder when absent. */
  readonly smtpUrl?: string
  /** Where mails are kept as .eml files when there is no SMTP server. */
  readonly folder: string
  /** The sender of mails that name none: `Billing <billing@firm.example>`. */
  readonly from: string
}

/** The deliverer of `mail.send`. */
export function deliversMail(settings: MailSettings): Deliverer {
  const smtp = settings.smtpUrl === undefined ? undefined : createTransport(settings.smtpUrl)
  return delivers(MAIL, async (effect, delivering) => {
    const parsed = mail.safeParse(effect.payload)
    if (!parsed.success) throw new Undeliverable(`the mail cannot be read: ${parsed.error.message}`)
    const message = await messageOf(parsed.data, settings.from, effect, delivering)
    if (smtp) await smtp.sendMail(message).catch(rethrow)
    else await spool(settings.folder, effect, message)
    return undefined
  })
}

/**
 * The message with a Message-ID made of the effect key: every attempt sends the same one, by which mail servers
 * and readers recognise a second copy.
 */
async function messageOf(
  { from, replyTo, to, cc, subject, text, html, attachments = [] }: Mail,
  sender: string,
  effect: Effect,
  { house, call }: Delivering,
): Promise<SendMailOptions> {
  const files = await inTransaction(house.pool, 'begin read only', async (tx) => {
    await tx.openTenant(effect.tenantId)
    return Promise.all(attachments.map(({ fileId }) => readFile(tx, fileId)))
  })
  const people = (list: Mail['to']) => list.map(({ name, address }) => ({ name: name ?? '', address }))
  const author = from ? { name: from.name ?? '', address: from.address } : sender
  return {
    from: author,
    to: people(to),
    ...(cc ? { cc: people(cc) } : {}),
    ...(replyTo ? { replyTo: people([replyTo]) } : {}),
    subject,
    text,
    html,
    attachments: files.map(({ name, mediaType, bytes }) => ({
      filename: name,
      contentType: mediaType,
      content: Buffer.from(bytes),
    })),
    messageId: `<${fingerprint(effect)}@${domainOf(typeof author === 'string' ? author : author.address)}>`,
    date: new Date(call.now.epochMilliseconds),
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

/** Tells apart the effects of all tenants, whatever signs their keys have. */
function fingerprint({ tenantId, key }: Effect): string {
  return createHash('sha256').update(`${tenantId} ${key}`).digest('hex').slice(0, 32)
}

function domainOf(mailbox: string): string {
  return /@([^>\s]+)/.exec(mailbox)?.[1] ?? 'localhost'
}

/** A server that says no to the recipient or the message will say it again; anything else may pass. */
function rethrow(error: unknown): never {
  const { responseCode, code } = error as { responseCode?: number; code?: string }
  const refusedForGood = code === 'EENVELOPE' || code === 'EMESSAGE'
  if (refusedForGood && responseCode !== undefined && responseCode >= 500)
    throw new Undeliverable((error as Error).message, { cause: error })
  throw error
}

/** Writes the mail as one file named after its effect key, whole or not at all; a second attempt finds it there. */
async function spool(folder: string, effect: Effect, message: SendMailOptions): Promise<void> {
  const readable = effect.key.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, 80)
  const path = join(folder, `${readable}-${fingerprint(effect).slice(0, 12)}.eml`)
  if (await exists(path)) return
  await mkdir(folder, { recursive: true })
  const text = await new MailComposer(message).compile().build()
  const draft = `${path}.${process.pid}.part`
  try {
    const file = await open(draft, 'w')
    await file.writeFile(text)
    await file.sync()
    await file.close()
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )
