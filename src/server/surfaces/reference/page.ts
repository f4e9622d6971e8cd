/** The pages of the reference: all operations, and all refusals. */

import type { Operation } from '#kernel/operation.ts'
import { allRefusals, httpStatus } from '#kernel/refusal.ts'
import { type Html, html } from '../../html.ts'
import { operationSection } from './operation.ts'

/** The page of all operations, room by room in the order of the business. */
export function operationsPage(operations: readonly Operation[]): string {
  const rooms = Map.groupBy(operations, ({ room }) => room)
  const contents = [...rooms].map(
    ([room, own]) => html`<li><a href="#room-${room}">${room}</a> <small>${own.length}</small></li>`,
  )
  const sections = [...rooms].map(
    ([room, own]) => html`
<section class="room" id="room-${room}">
  <h2>${room}</h2>
  ${[...own].sort(commandsFirst).map(operationSection)}
</section>`,
  )
  return page(
    'API reference',
    html`
<nav aria-label="Rooms">
  <label class="search"><span>Find</span><input type="search" placeholder="word or path" autocomplete="off"></label>
  <details class="contents" open><summary>Rooms</summary><ol>${contents}</ol></details>
</nav>
<main>
  <h1>API reference</h1>
  <p class="lead">${operations.length} operations, in the order of the business. The same names are the permissions, the
  commands of the <code>throughline</code> program and the service tasks of the processes.
  <a href="/openapi.json">OpenAPI document</a> · <a href="/reference/refusals">All refusals</a></p>
  ${introduction}
  ${sections}
  <p class="nothing" hidden>Nothing here has these words.</p>
</main>`,
  )
}

/** The page of all refusals, each under its code as the problem documents link to it. */
export function refusalsPage(): string {
  const rows = [...allRefusals()]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(
      ([code, { kind, message }]) => html`
<tr id="${code}"><th><code>${code}</code></th><td class="type">${httpStatus[kind]}</td><td>${message}</td></tr>`,
    )
  return page(
    'Refusals',
    html`
<nav aria-label="Reference"><p class="back"><a href="/reference">← API reference</a></p></nav>
<main>
  <h1>Refusals</h1>
  <p class="lead">Every way in which the business says no. Programs compare the code, which is stable; the words say what to do and
  may be improved. Words in braces are filled in from the case.</p>
  <div class="scroll"><table class="fields refusals"><tbody>${rows}
<tr id="fault"><th><code>fault</code></th><td class="type">500</td><td>Something is broken on our side. Nothing was changed.</td></tr>
  </tbody></table></div>
</main>`,
  )
}

const place = ({ method, path }: Operation) => `${method === 'POST' ? 0 : 1} ${path}`
const commandsFirst = (one: Operation, other: Operation) => (place(one) < place(other) ? -1 : 1)

const introduction: Html = html`
<section class="how">
  <details><summary>Signing in</summary><div>
    <p>Programs send <code>Authorization: Bearer</code> with an API key (<code>access.createApiKey</code>) or the token of
    <code>access.signIn</code>. Browsers get a cookie instead. Who acts for somebody else under a delegation names them in
    <code>Throughline-On-Behalf-Of</code>.</p></div></details>
  <details><summary>Sending something twice</summary><div>
    <p>Give a command an <code>Idempotency-Key</code> of your choice. Sent again with the same key and body it is answered as before,
    with <code>Idempotency-Replayed: true</code>, and not done again; so a request whose answer was lost can always be repeated.</p></div></details>
  <details><summary>Changing what others may change</summary><div>
    <p>Answers with a <code>revision</code> carry it as <code>ETag</code>. Operations marked “needs If-Match” want it back: a stale one is
    refused with 412, none at all with 428. <code>If-Match: *</code> changes the record whatever it is.</p></div></details>
  <details><summary>Lists</summary><div>
    <p>A list gives <code>items</code> and a <code>nextCursor</code>; send it as <code>cursor</code> for the next page, until it is null.
    <code>sort</code> takes a column, with a minus for the other way round. A filter with several values is repeated:
    <code>?state=open&amp;state=closed</code>. <code>?format=csv</code> or <code>?format=xlsx</code> gives the whole list as a file.</p></div></details>
  <details><summary>Amounts, dates and moments</summary><div>
    <p>An amount is <code>{"amount": "1234.50", "currency": "EUR"}</code>: decimal text, never a number. Dates are
    <code>2026-03-31</code>, moments ISO 8601. Today is today in UTC, or in the zone of <code>Throughline-Time-Zone</code>.</p></div></details>
  <details><summary>Hearing of changes</summary><div>
    <p><code>GET /v1/events</code> are server-sent events: each command as it is done, with the kinds and ids of the objects it touched, as
    far as you may see them. Send the last id back as <code>Last-Event-ID</code> and you miss nothing. After the event
    <code>reset</code> read anew; after <code>end</code> sign in again.</p></div></details>
  <details><summary>When it fails</summary><div>
    <p>Everything that fails answers with a problem document (RFC 9457). Compare its <code>code</code>, show its <code>detail</code>;
    <code>errors</code> point into your request. With 503 repeat the request with the same idempotency key: nothing is done twice.</p></div></details>
</section>`

function page(title: string, body: Html): string {
  return `<!doctype html>${
    html`<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Throughline</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/reference/style.css">
<script src="/reference/search.js" defer></script>
</head>
<body>
<header><a class="brand" href="/reference">Throughline</a></header>
<div class="page">${body}</div>
</body>
</html>`.text
  }`
}
