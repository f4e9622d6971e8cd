import { listRateCards, listRates, setRates } from '#flow/offers/contract.ts'
import { Asked, usePlace } from '../language/asked.tsx'
import { CommandButton } from '../language/command-button.tsx'
import { Empty } from '../language/empty.tsx'
import { History } from '../language/history.tsx'
import { List } from '../language/list/list.tsx'
import { RecordPage } from '../language/record.tsx'
import { RoleName } from '../language/role-name.tsx'
import type { WireOutput } from '../wire/client.ts'
import { useSession } from '../wire/session.tsx'
import { formatRate } from '../words/format.ts'
import { useWords } from '../words/words.ts'
import { Explain } from './explain.tsx'
import { words } from './words.ts'

type Card = WireOutput<typeof listRateCards>['items'][number]

export default function RateCardScreen() {
  const rateCardId = usePlace('rateCardId')
  const t = useWords(words)
  return (
    <Asked contract={listRateCards} input={{ limit: 200 }}>
      {({ items }) => {
        const card = items.find(({ id }) => id === rateCardId)
        return card ? <Shown card={card} /> : <Empty icon="star" title={t('none')} text={t('noneText')} />
      }}
    </Asked>
  )
}

function Shown({ card }: { card: Card }) {
  const t = useWords(words)
  const { may } = useSession()
  return (
    <RecordPage
      title={card.code}
      lead={[card.name === card.code ? null : card.name, card.currency].filter(Boolean).join(' · ')}
      trail={[{ label: t('rateCards'), to: '/offers' }]}
      actions={
        <CommandButton
          contract={setRates}
          label={t('setRates')}
          fill={{ rateCardId: card.id }}
          revision={card.revision}
          variant="filled"
        />
      }
      tabs={[
        { name: 'prices', title: t('prices'), content: <Prices card={card} /> },
        { name: 'explain', title: t('explain'), content: <Explain rateCardId={card.id} /> },
        ...(may('access.history')
          ? [
              {
                name: 'history',
                title: t('history'),
                content: <History objectType="rate_card" objectId={card.id} />,
              },
            ]
          : []),
      ]}
    />
  )
}

function Prices({ card }: { card: Card }) {
  const t = useWords(words)
  return (
    <List
      contract={listRates}
      name="prices"
      fixed={{ rateCardId: card.id }}
      filters={['roleCode']}
      columns={[
        {
          name: 'roleCode',
          sort: 'roleCode',
          phone: 'title',
          show: ({ roleCode }) => <RoleName code={roleCode} />,
        },
        { name: 'validFrom', sort: 'validFrom', phone: 'line' },
        { name: 'rate', isFigure: true, phone: 'end', show: ({ rate }) => formatRate(rate) },
      ]}
      idOf={({ id }) => id}
      empty={{ icon: 'star', title: t('noPrices'), text: t('noPricesText') }}
    />
  )
}
