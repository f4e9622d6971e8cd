/** Mails as data: what a room enqueues as the payload of a `mail.send` effect. */
import { z } from 'zod'

/** The kind of effect that sends mail. */
export const MAIL = 'mail.send'

const mailbox = z.strictObject({ name: z.string().optional(), address: z.email() })

/** The payload of a `mail.send` effect. Attachments are ids of stored files. */
export const mail = z.strictObject({
  from: mailbox.optional().meta({ description: 'The sender of the installation when absent.' }),
  replyTo: mailbox.optional(),
  to: z.array(mailbox).min(1),
  cc: z.array(mailbox).optional(),
  subject: z.string().min(1).max(200),
  text: z.string(),
  html: z.string(),
  attachments: z.array(z.strictObject({ fileId: z.uuid() })).optional(),
})

export type Mail = z.infer<typeof mail>

/** What a mail says, before it is put into words of greeting, plain text and HTML. */
export interface Letter {
  readonly language: 'en' | 'de'
  readonly subject: string
  /** The person written to, if known by name. */
  readonly recipient?: string
  readonly paragraphs: readonly string[]
  /** Label and value, set as a small table. */
  readonly facts?: readonly (readonly [label: string, value: string])[]
  readonly link?: { readonly label: string; readonly url: string }
  /** Who signs: a person and the firm, one line each. */
  readonly signature: readonly string[]
}

const words = {
  en: { greeting: 'Dear', anonymous: 'Dear Sir or Madam,', closing: 'Kind regards' },
  de: {
    greeting: 'Guten Tag',
    anonymous: 'Sehr geehrte Damen und Herren,',
    closing: 'Mit freundlichen Grüßen',
  },
} as const

/** A letter as subject, plain text and simple HTML that says the same. */
export function composeMail(letter: Letter): Pick<Mail, 'subject' | 'text' | 'html'> {
  const { greeting, anonymous, closing } = words[letter.language]
  const hello = letter.recipient ? `${greeting} ${letter.recipient},` : anonymous
  return {
    subject: letter.subject,
    text: textOf(letter, hello, closing),
    html: htmlOf(letter, hello, closing),
  }
}

function textOf({ paragraphs, facts = [], link, signature }: Letter, hello: string, closing: string): string {
  const width = Math.max(0, ...facts.map(([label]) => label.length))
  const blocks = [
    hello,
    ...paragraphs,
    facts.map(([label, value]) => `${`${label}:`.padEnd(width + 2)}${value}`).join('\n'),
    link ? `${link.label}: ${link.url}` : '',
    [closing, ...signature].join('\n'),
  ]
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}

function htmlOf(
  { language, paragraphs, facts = [], link, signature }: Letter,
  hello: string,
  closing: string,
): string {
  const paragraph = (html: string) => `<p style="margin:0 0 14px">${html}</p>`
  const rows = facts.map(
    ([label, value]) =>
      `<tr><td style="padding:3px 24px 3px 0;color:#5f6b7a">${escapeHtml(label)}</td><td style="padding:3px 0"><b>${escapeHtml(value)}</b></td></tr>`,
  )
  const body = [
    paragraph(escapeHtml(hello)),
    ...paragraphs.map((text) => paragraph(escapeHtml(text))),
    ...(rows.length > 0
      ? [`<table style="border-collapse:collapse;margin:0 0 14px">${rows.join('')}</table>`]
      : []),
    ...(link ? [paragraph(`<a href="${escapeHtml(link.url)}">${escapeHtml(link.label)}</a>`)] : []),
    paragraph([closing, ...signature].map(escapeHtml).join('<br>')),
  ]
  const style =
    'font:15px/1.5 -apple-system,Segoe UI,Helvetica,Arial,sans-serif;color:#1c2733;max-width:640px'
  return `<!doctype html><html lang="${language}"><body><div style="${style}">${body.join('')}</div></body></html>`
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
