/** HTML as text that cannot be broken out of: what is put into the template is escaped, unless it is markup itself. */

/** Markup that is known to be well formed. */
export class Html {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

type Part = string | number | Html | readonly Html[]

export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(
    texts.map((text, at) => (at === 0 ? text : `${shown(parts[at - 1] ?? '')}${text}`)).join(''),
  )
}

const shown = (part: Part): string =>
  part instanceof Html
    ? part.text
    : typeof part === 'object'
      ? part.map(({ text }) => text).join('')
      : escaped(String(part))

const signs: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign)
