/** What a client owes, how much of it is overdue, and what it has paid that waits to be allocated. */
import { ageingTotals, listReceipts, openItems } from '#flow/collections/contract.ts'
import { Figure } from '../language/figure.tsx'
import { Figures } from '../language/record.tsx'
import { useAsk } from '../wire/queries.ts'
import { useSession } from '../wire/session.tsx'
import { lessOf, signOf } from '../words/sum.ts'
import { useWords } from '../words/words.ts'
import { words } from './words.ts'

export function Owes({ clientId }: { clientId: string }) {
  const t = useWords(words)
  const { may } = useSession()
  const { data } = useAsk(ageingTotals, { clientId }, { enabled: may(ageingTotals) })
  if (!data || data.totals.length === 0) return null
  const items = { query: openItems.name, input: { clientId } }
  const overdue = data.totals.map(({ open, notDue }) => lessOf(open, notDue)).filter((sum) => signOf(sum) > 0)
  const waiting = data.totals.map(({ unapplied }) => unapplied).filter((sum) => signOf(sum) > 0)
  return (
    <Figures>
      <Figure label={t('owes')} value={data.totals.map(({ open }) => open)} derivation={items} />
      <Figure
        label={t('overdue')}
        value={overdue}
        derivation={items}
        tone={overdue.length > 0 ? 'red' : undefined}
      />
      {waiting.length > 0 && (
        <Figure
          label={t('unapplied')}
          value={waiting}
          derivation={{ query: listReceipts.name, input: { clientId, unappliedOnly: true } }}
          tone="yellow"
        />
      )}
    </Figures>
  )
}
