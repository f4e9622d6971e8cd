import { SegmentedControl } from '@mantine/core'
import { create, importDeals, listOpportunities, pipeline } from '#flow/opportunities/contract.ts'
import { useAddress } from '../language/address.ts'
import { CommandButton } from '../language/command-button.tsx'
import { Figure } from '../language/figure.tsx'
import { ImportButton } from '../language/import-button.tsx'
import { List } from '../language/list/list.tsx'
import { Page } from '../language/page.tsx'
import { Figures } from '../language/record.tsx'
import { useAsk } from '../wire/queries.ts'
import { sumByCurrency } from '../words/sum.ts'
import { useWords } from '../words/words.ts'
import { Board } from './board.tsx'
import { dealFields } from './deal-fields.tsx'
import { words } from './words.ts'

export default function Pipeline() {
  const t = useWords(words)
  const [{ view = 'board' }, change] = useAddress()
  return (
    <Page
      title={t('pipeline')}
      lead={t('lead')}
      actions={
        <>
          <SegmentedControl
            size="xs"
            aria-label={t('pipeline')}
            value={view}
            onChange={(wanted) => change({ view: wanted === 'board' ? null : wanted })}
            data={[
              { value: 'board', label: t('board') },
              { value: 'list', label: t('list') },
            ]}
          />
          <ImportButton contract={importDeals} />
          <CommandButton
            contract={create}
            label={t('newDeal')}
            icon="plus"
            variant="filled"
            overrides={dealFields}
          />
        </>
      }
    >
      <Totals />
      {view === 'list' ? <Deals /> : <Board />}
    </Page>
  )
}

function Totals() {
  const t = useWords(words)
  const { data } = useAsk(pipeline, {})
  if (!data || data.stages.length === 0) return null
  const totals = data.stages.flatMap((stage) => stage.totals)
  const rows = { query: listOpportunities.name, input: { state: 'open', limit: 200 } }
  const count = data.stages.reduce((sum, stage) => sum + stage.count, 0)
  return (
    <Figures>
      <Figure
        label={t('open')}
        value={sumByCurrency(totals.map(({ amount }) => amount))}
        note={t('deals', { count })}
        derivation={rows}
      />
      <Figure
        label={t('weighted')}
        value={sumByCurrency(totals.map(({ weighted }) => weighted))}
        derivation={rows}
      />
    </Figures>
  )
}

function Deals() {
  const t = useWords(words)
  return (
    <List
      contract={listOpportunities}
      filters={['search', 'state', 'stage', 'clientId', 'ownerId']}
      columns={[
        { name: 'name', sort: 'name', phone: 'title' },
        { name: 'clientName', phone: 'line' },
        { name: 'stage', phone: 'line' },
        { name: 'state' },
        { name: 'amount', phone: 'end' },
        { name: 'probability' },
        { name: 'expectedClose', sort: 'expectedClose', phone: 'line' },
        { name: 'ownerName' },
      ]}
      idOf={({ id }) => id}
      opens={({ id }) => `/opportunities/${id}`}
      empty={{ icon: 'deals', title: t('noneFits'), text: t('noneText') }}
    />
  )
}
