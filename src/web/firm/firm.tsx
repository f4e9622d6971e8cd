import {
  addEntity,
  addOrgUnit,
  listEntities,
  listExchangeRates,
  listOrgUnits,
  setExchangeRates,
} from '#flow/firm/contract.ts'
import { useAddress } from '../language/address.ts'
import { CommandButton } from '../language/command-button.tsx'
import { List } from '../language/list/list.tsx'
import { RecordPage } from '../language/record.tsx'
import { useSession } from '../wire/session.tsx'
import { formatNumber } from '../words/format.ts'
import { countryName } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import { SetUpGuide } from './set-up-guide.tsx'
import { words } from './words.ts'

export default function Firm() {
  const t = useWords(words)
  const { me } = useSession()
  return (
    <RecordPage
      title={t('firm')}
      lead={me.tenant.name}
      actions={<Action />}
      figures={<SetUpGuide />}
      tabs={[
        { name: 'entities', title: t('entities'), content: <Entities /> },
        { name: 'units', title: t('units'), content: <Units /> },
        { name: 'exchange', title: t('exchangeRates'), content: <ExchangeRates /> },
      ]}
    />
  )
}

/** What the open tab is about is what can be added. */
function Action() {
  const t = useWords(words)
  const [{ tab }] = useAddress()
  if (tab === 'units')
    return <CommandButton contract={addOrgUnit} label={t('newUnit')} icon="plus" variant="filled" />
  if (tab === 'exchange')
    return <CommandButton contract={setExchangeRates} label={t('setRates')} icon="plus" variant="filled" />
  return <CommandButton contract={addEntity} label={t('newEntity')} icon="plus" variant="filled" />
}

function Entities() {
  const t = useWords(words)
  return (
    <List
      contract={listEntities}
      name="entities"
      filters={[]}
      sort="code"
      columns={[
        { name: 'code', sort: 'code', phone: 'line' },
        { name: 'name', sort: 'name', phone: 'title' },
        { name: 'legalName', phone: 'line' },
        { name: 'country', show: ({ country }) => countryName(country) },
        { name: 'currency', phone: 'end' },
        { name: 'taxNumber' },
        { name: 'timeZone', isHidden: true },
      ]}
      idOf={({ id }) => id}
      opens={({ id }) => `/firm/${id}`}
      empty={{ icon: 'clients', title: t('noEntities'), text: t('noEntitiesText') }}
    />
  )
}

function Units() {
  const t = useWords(words)
  return (
    <List
      contract={listOrgUnits}
      name="units"
      filters={['kind']}
      sort="name"
      columns={[
        { name: 'name', sort: 'name', phone: 'title' },
        { name: 'code', sort: 'code', phone: 'line' },
        { name: 'kind', phone: 'end' },
      ]}
      idOf={({ id }) => id}
      empty={{ icon: 'people', title: t('noUnits'), text: t('noUnitsText') }}
    />
  )
}

function ExchangeRates() {
  const t = useWords(words)
  return (
    <List
      contract={listExchangeRates}
      name="exchange"
      filters={['source', 'target', 'from', 'to']}
      sort="-validFrom"
      columns={[
        {
          name: 'source',
          title: t('from'),
          phone: 'title',
          show: ({ source, target }) => `${source} → ${target}`,
        },
        { name: 'validFrom', sort: 'validFrom', phone: 'line' },
        {
          name: 'rate',
          isFigure: true,
          phone: 'end',
          show: ({ source, rate, target }) => `1 ${source} = ${formatNumber(rate, 10)} ${target}`,
        },
      ]}
      idOf={({ id }) => id}
      empty={{ icon: 'cash', title: t('noRates'), text: t('noRatesText') }}
    />
  )
}
