/** One operation on the reference page. */

import { shippedRoles } from '#engines/access'
import type { Contract } from '#kernel/contract.ts'
import type { Operation } from '#kernel/operation.ts'
import { allRefusals, httpStatus } from '#kernel/refusal.ts'
import { type Html, html } from '../../html.ts'
import { curlOf } from './curl.ts'
import { type FieldRow, fieldRows } from './schema-words.ts'

export function operationSection(operation: Operation): Html {
  const { contract, method, path } = operation
  const words = `${contract.name} ${path} ${contract.summary}`.toLowerCase()
  return html`
<details class="operation" id="${contract.name}" data-words="${words}">
  <summary>
    <span class="method ${method.toLowerCase()}">${method}</span>
    <code class="path">${path}</code>
    <span class="says">${contract.summary}</span>
  </summary>
  <div class="body">
    <p class="name"><a href="#${contract.name}"><code>${contract.name}</code></a>${flags(contract)}</p>
    <div class="columns">
      <div class="facts">
        <h4>Who may</h4>
        <p class="roles">${roles(contract)}</p>
        <h4>Takes</h4>
        ${fieldTable(inputRows(operation), 'Nothing.')}
        <h4>Answers</h4>
        ${fieldTable(outputRows(operation), 'An empty object.')}
        <h4>May refuse with</h4>
        ${refusalTable(contract)}
      </div>
      <div class="example">
        <h4>Example</h4>
        <pre><code>${curlOf(operation)}</code></pre>
      </div>
    </div>
  </div>
</details>`
}

function flags(contract: Contract): Html[] {
  if (contract.kind === 'query') return [html` <span class="flag">reads only</span>`]
  return [
    ...(contract.versioned ? [html` <span class="flag">needs If-Match</span>`] : []),
    ...(contract.notAfter
      ? [html` <span class="flag">not by whoever ran ${contract.notAfter.join(' or ')}</span>`]
      : []),
  ]
}

function roles(contract: Contract): Html[] {
  if (contract.open) return [html`<span class="role">anybody, without signing in</span>`]
  return Object.entries(contract.roles).map(([role, scope]) => {
    const title = role === 'everyone' ? 'Everybody who is signed in' : (shippedRoles[role] ?? role)
    const reach = { all: '', project: ' · own projects', own: ' · own records' }[scope]
    return html`<span class="role">${title}${reach}</span> `
  })
}

/** The target comes first, because it stands in the path. */
function inputRows({ input, target, path }: Operation): FieldRow[] {
  const rows = fieldRows(input)
  return rows
    .map((row) =>
      row.path === target
        ? { ...row, notes: [`In the path, as ${path.match(/\{id\}/)}.`, ...row.notes] }
        : row,
    )
    .sort((one, other) => Number(other.path === target) - Number(one.path === target))
}

/** What an answer always has goes without saying; only what may be absent is marked. */
function outputRows({ output }: Operation): FieldRow[] {
  return fieldRows(output).map((row) =>
    row.required ? { ...row, required: false } : { ...row, notes: ['May be absent.', ...row.notes] },
  )
}

function fieldTable(rows: readonly FieldRow[], none: string): Html {
  if (rows.length === 0) return html`<p class="none">${none}</p>`
  return html`<div class="scroll"><table class="fields named"><tbody>${rows.map(
    ({ path, type, required, notes }) => html`
<tr><th><code>${path}</code>${required ? html`<i title="required">*</i>` : ''}</th><td><span class="type">${type}</span> ${notes.join(' ')}</td></tr>`,
  )}</tbody></table></div>`
}

function refusalTable(contract: Contract): Html {
  const codes = contract.refusals
  if (codes.length === 0)
    return html`<p class="none">Only what <a href="/reference/refusals">any operation</a> may refuse with.</p>`
  return html`<div class="scroll"><table class="fields"><tbody>${codes.map((code) => {
    const declared = allRefusals().get(code)
    return html`
<tr><th><a href="/reference/refusals#${code}"><code>${code}</code></a></th><td class="type">${declared ? httpStatus[declared.kind] : ''}</td><td>${declared?.message ?? ''}</td></tr>`
  })}</tbody></table></div>`
}
