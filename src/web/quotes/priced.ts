/** What a quote comes to while it is written. */
import { useDebouncedValue } from '@mantine/hooks'
import { preview } from '#flow/quotes/contract.ts'
import { fits } from '../language/form/fits.ts'
import { addressOf } from '../wire/client.ts'
import { fieldsOf } from '../wire/contract.ts'
import { useAsk } from '../wire/queries.ts'
import type { Content } from './draft.ts'
import { canBePriced } from './priceable.ts'

const TYPING_MS = 350
/** What an address may carry; a larger quote is priced when it is saved. */
const ADDRESS_MAX = 12_000

/** Every currency there is. */
export const currencies = Intl.supportedValuesOf('currency')

/** What the content comes to; asked a moment after the last key, when it can be priced at all. */
export function usePriced(content: Content) {
  const [settled] = useDebouncedValue(content, TYPING_MS)
  const isWhole = fits(fieldsOf(preview), settled) && canBePriced(settled)
  const isLarge = isWhole && addressOf(preview, settled).length > ADDRESS_MAX
  const { data, error } = useAsk(preview, settled, { enabled: isWhole && !isLarge })
  return { data: isWhole ? data : undefined, error: isWhole ? error : null, isWhole, isLarge }
}

export type Priced = ReturnType<typeof usePriced>
