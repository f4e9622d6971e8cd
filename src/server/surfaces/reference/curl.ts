/** An example of an operation as a line for the shell. Pure. */
import type { Operation } from '#kernel/operation.ts'

/** The first example of the contract, as curl sends it. */
export function curlOf({ contract, method, path, target }: Operation): string {
  const example = (contract.examples[0] ?? {}) as Record<string, unknown>
  const rest = Object.fromEntries(Object.entries(example).filter(([name]) => name !== target))
  const place = path.replace('{id}', target ? String(example[target]) : '')
  const lines = [
    `curl ${quoted(`$THROUGHLINE_URL${place}${method === 'GET' ? queryOf(rest) : ''}`, '"')}`,
    ...(contract.open ? [] : ['-H "Authorization: Bearer $THROUGHLINE_TOKEN"']),
    ...(contract.kind === 'command' && contract.versioned ? [`-H 'If-Match: "1"'`] : []),
    ...(method === 'POST'
      ? ["-H 'Content-Type: application/json'", `-d ${quoted(JSON.stringify(rest, null, 2), "'")}`]
      : []),
  ]
  return lines.join(' \\\n  ')
}

function queryOf(fields: Record<string, unknown>): string {
  const pairs = Object.entries(fields).flatMap(([name, value]) =>
    [value].flat().map((one) => [name, typeof one === 'object' ? JSON.stringify(one) : String(one)]),
  )
  const query = new URLSearchParams(pairs).toString()
  return query ? `?${query}` : ''
}

function quoted(text: string, mark: '"' | "'"): string {
  return mark === "'" ? `'${text.replaceAll("'", "'\\''")}'` : `"${text}"`
}
