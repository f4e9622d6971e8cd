import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as quotes from '#flow/quotes/contract.ts'
import type { Content } from './draft.ts'
import { canBePriced } from './priceable.ts'

const [example] = quotes.preview.examples as unknown as readonly Content[]
const whole = example as Content
const [line] = whole.lines as unknown as readonly [Content['lines'][number]]
const withLine = (changes: object) =>
  ({ ...whole, lines: [...whole.lines, { ...line, ...changes }] }) as unknown as Content

/** Whether the contract takes it, too: what the browser asks about is never refused for its form. */
const isTaken = (content: Content) => quotes.preview.input.safeParse(content).success

test('a line is priced when it has what its billing method lives on', () => {
  const bare = { price: undefined, monthlyFee: undefined, rateCardId: undefined, details: [], milestones: [] }
  const milestones = [
    { title: 'Go-live', amount: { amount: '100.00', currency: line.currency }, plannedOn: line.startsOn },
  ]
  const contents: readonly (readonly [Content, boolean])[] = [
    [whole, true],
    [
      withLine({ ...bare, billingMethod: 'time_and_materials', discountPercent: undefined, cap: undefined }),
      false,
    ],
    [
      withLine({ ...bare, billingMethod: 'recurring_fee', discountPercent: undefined, cap: undefined }),
      false,
    ],
    [withLine({ ...bare, billingMethod: 'fixed_fee', discountPercent: undefined, cap: undefined }), false],
    [
      withLine({
        ...bare,
        billingMethod: 'fixed_fee',
        discountPercent: undefined,
        cap: undefined,
        milestones,
      }),
      true,
    ],
    [withLine({ startsOn: '2026-09-02', endsOn: '2026-09-01' }), false],
    [{ ...whole, validUntil: '2020-01-01' }, false],
  ]
  for (const [content, can] of contents)
    assert.deepEqual([canBePriced(content), isTaken(content)], [can, can], JSON.stringify(content))
})
