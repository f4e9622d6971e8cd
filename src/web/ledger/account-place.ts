/** The statement of an account over a span of days. */
export function accountPlace(bookId: string, account: string, span: { from: string; to: string }): string {
  const words = new URLSearchParams({ from: span.from, to: span.to })
  return `/ledger/books/${encodeURIComponent(bookId)}/accounts/${encodeURIComponent(account)}?${words}`
}
