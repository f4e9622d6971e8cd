/** Whether a quote that is being written is so far that it can be priced. Pure. */
import type { Content } from './draft.ts'

type ContentLine = Content['lines'][number]

/** Whether a line has what its billing method lives on, and its days follow each other: before that it has no price. */
const isPriceable = ({ billingMethod, details, milestones, ...line }: ContentLine) =>
  line.endsOn >= line.startsOn &&
  {
    fixed_fee: (milestones ?? []).length > 0,
    recurring_fee: line.monthlyFee !== undefined,
    time_and_materials: line.rateCardId !== undefined && (details ?? []).length > 0,
  }[billingMethod]

/** Whether the content can be priced, as far as the browser can tell. */
export const canBePriced = ({ lines, pricedOn, validUntil }: Content): boolean =>
  validUntil >= pricedOn && lines.every(isPriceable)
