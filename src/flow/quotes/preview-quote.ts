import { answer } from '#kernel/handle.ts'
import { approvalRoute } from './approval-route.ts'
import { preview as contract } from './contract.ts'
import { priceQuote } from './price-quote.ts'
import { figuresOf } from './pricing.ts'

/** The same arithmetic as that of a quote that is stored, so what is shown while typing is what will be quoted. */
export const previewQuote = answer(contract, async (ctx, content) => {
  const priced = await priceQuote(ctx.tx, content)
  const figures = figuresOf(priced)
  return {
    currency: content.currency,
    ...figures,
    lines: priced.lines.map(({ given, details, ...line }, index) => ({
      lineNo: index + 1,
      title: given.title,
      billingMethod: given.billingMethod,
      currency: given.currency,
      ...figuresOf(line),
      minutes: details.reduce((sum, detail) => sum + detail.minutes, 0),
      details: details.map(({ workPackage, roleCode, minutes, billRate, listRate, costRate }) => ({
        ...{ workPackage, roleCode, minutes, billRate, listRate, costRate },
      })),
    })),
    approval: await approvalRoute(ctx, figures),
  }
})
