import { listEntities } from '#flow/firm/contract.ts'
import { createRateCard, importRates, listRateCards } from '#flow/offers/contract.ts'
import { CommandButton } from '../language/command-button.tsx'
import { ImportButton } from '../language/import-button.tsx'
import { List } from '../language/list/list.tsx'
import { Page } from '../language/page.tsx'
import { useAsk } from '../wire/queries.ts'
import { useWords } from '../words/words.ts'
import { words } from './words.ts'

export default function RateCards() {
  const t = useWords(words)
  const { data } = useAsk(listEntities, { limit: 200 }, { staleTime: 60_000 })
  const entities = new Map(data?.items.map(({ id, code, name }) => [id, `${code} · ${name}`]))
  return (
    <Page
      title={t('rateCards')}
      lead={t('lead')}
      actions={
        <>
          <ImportButton contract={importRates} />
          <CommandButton contract={createRateCard} label={t('create')} icon="plus" variant="filled" />
        </>
      }
    >
      <List
        contract={listRateCards}
        filters={['currency']}
        columns={[
          { name: 'code', sort: 'code', phone: 'title' },
          { name: 'name', sort: 'name', phone: 'line' },
          { name: 'currency', phone: 'end' },
          {
            name: 'entityId',
            phone: 'line',
            show: ({ entityId }) => (entityId ? (entities.get(entityId) ?? '–') : t('forAll')),
          },
        ]}
        idOf={({ id }) => id}
        opens={({ id }) => `/offers/${id}`}
        empty={{ icon: 'star', title: t('none'), text: t('noneText') }}
      />
    </Page>
  )
}
