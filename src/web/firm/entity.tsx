import { Group, Text } from '@mantine/core'
import {
  addTaxCode,
  getEntity,
  listHolidays,
  listTaxCodes,
  setHolidays,
  setTaxRule,
  updateEntity,
} from '#flow/firm/contract.ts'
import { Asked, usePlace } from '../language/asked.tsx'
import { CommandButton } from '../language/command-button.tsx'
import { History } from '../language/history.tsx'
import { List } from '../language/list/list.tsx'
import { Section } from '../language/page.tsx'
import { Facts, RecordPage } from '../language/record.tsx'
import type { WireOutput } from '../wire/client.ts'
import { useAsk } from '../wire/queries.ts'
import { useSession } from '../wire/session.tsx'
import { today } from '../words/days.ts'
import { formatDay, formatPercent } from '../words/format.ts'
import { countryName, nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import { taxCodeField } from './fields.tsx'
import { words } from './words.ts'

type Entity = WireOutput<typeof getEntity>

export default function EntityScreen() {
  const entityId = usePlace('entityId')
  return (
    <Asked contract={getEntity} input={{ entityId }}>
      {(entity, reload) => <Shown entity={entity} reload={reload} />}
    </Asked>
  )
}

interface EntityProps {
  readonly entity: Entity
}

const changeable = ({
  name,
  legalName,
  address,
  taxNumber,
  registration,
  bank,
  locale,
  timeZone,
}: Entity) => ({
  name,
  legalName,
  address,
  taxNumber,
  registration,
  bank,
  locale,
  timeZone,
})

function Shown({ entity, reload }: EntityProps & { reload: () => Promise<Entity> }) {
  const t = useWords(words)
  const { may } = useSession()
  return (
    <RecordPage
      title={entity.name}
      lead={entity.legalName === entity.name ? entity.code : `${entity.code} · ${entity.legalName}`}
      trail={[{ label: t('firm'), to: '/firm' }]}
      actions={
        <CommandButton
          contract={updateEntity}
          label={t('edit')}
          icon="edit"
          asks
          fill={{ entityId: entity.id }}
          initial={changeable(entity)}
          revision={entity.revision}
          reload={async () => {
            const now = await reload()
            return { values: changeable(now), revision: now.revision }
          }}
        />
      }
      facts={<EntityFacts entity={entity} />}
      tabs={[
        { name: 'taxes', title: t('taxes'), content: <Taxes entity={entity} /> },
        { name: 'holidays', title: t('holidays'), content: <Holidays entity={entity} /> },
        ...(may('access.history')
          ? [
              {
                name: 'history',
                title: t('history'),
                content: <History objectType="legal_entity" objectId={entity.id} />,
              },
            ]
          : []),
      ]}
    />
  )
}

function EntityFacts({ entity }: EntityProps) {
  const { lines, postalCode, city, region, country } = entity.address
  const { name, iban, account, bic } = entity.bank
  const place = [postalCode, city, region].filter(Boolean).join(' ')
  return (
    <Facts
      of={entity}
      names={['country', 'currency', 'taxNumber', 'registration', 'address', 'bank', 'locale', 'timeZone']}
      show={{
        country: countryName(entity.country),
        address: <Rows rows={[...lines, place, country === entity.country ? '' : countryName(country)]} />,
        bank: <Rows rows={[name, iban ?? account ?? '', bic ?? '']} />,
      }}
    />
  )
}

const Rows = ({ rows }: { rows: readonly string[] }) =>
  rows.filter(Boolean).map((row) => (
    <Text key={row} span inherit display="block">
      {row}
    </Text>
  ))

function Taxes({ entity }: EntityProps) {
  const t = useWords(words)
  const countries = (codes: readonly string[]) =>
    codes.map((code) => (code === '*' ? t('everywhereElse') : countryName(code))).join(', ')
  return (
    <Section
      title={t('taxes')}
      actions={
        <Group gap="xs">
          <CommandButton
            contract={setTaxRule}
            label={t('setTaxRule')}
            fill={{ entityId: entity.id }}
            overrides={taxCodeField(entity.id)}
          />
          <CommandButton
            contract={addTaxCode}
            label={t('newTax')}
            icon="plus"
            fill={{ entityId: entity.id }}
          />
        </Group>
      }
    >
      <List
        contract={listTaxCodes}
        name="taxes"
        fixed={{ entityId: entity.id }}
        filters={[]}
        sort="code"
        columns={[
          { name: 'code', sort: 'code', phone: 'line' },
          { name: 'name', phone: 'title' },
          { name: 'category', phone: 'line', show: ({ category }) => nameOf(category) },
          { name: 'percent', isFigure: true, phone: 'end', show: ({ percent }) => formatPercent(percent) },
          {
            name: 'clientCountries',
            title: t('chargedTo'),
            show: ({ clientCountries }) => countries(clientCountries) || t('toNobody'),
          },
          { name: 'note', title: t('printed'), isHidden: true },
        ]}
        idOf={({ id }) => id}
        empty={{ icon: 'billing', title: t('noTaxes'), text: t('noTaxesText') }}
      />
    </Section>
  )
}

function Holidays({ entity }: EntityProps) {
  const t = useWords(words)
  const year = Number.parseInt(today(), 10)
  const { data } = useAsk(listHolidays, { entityId: entity.id, year, limit: 200 })
  return (
    <Section
      title={t('holidays')}
      actions={
        <CommandButton
          contract={setHolidays}
          label={t('setHolidays')}
          asks
          isDisabled={!data}
          fill={{ entityId: entity.id }}
          revision={entity.revision}
          initial={{ year, holidays: (data?.items ?? []).map(({ day, name }) => ({ day, name })) }}
        />
      }
    >
      <List
        contract={listHolidays}
        name="holidays"
        fixed={{ entityId: entity.id }}
        filters={[]}
        sort="-day"
        columns={[
          { name: 'day', sort: 'day', phone: 'end', show: ({ day }) => formatDay(day, 'long') },
          { name: 'name', phone: 'title' },
        ]}
        idOf={({ id }) => id}
        empty={{ icon: 'sun', title: t('noHolidays'), text: t('noHolidaysText') }}
      />
    </Section>
  )
}
