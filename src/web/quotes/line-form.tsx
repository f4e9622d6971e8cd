/** One line of a quote while it is written; it asks for what its way of billing needs. */
import {
  ActionIcon,
  Group,
  Paper,
  SegmentedControl,
  Select,
  SimpleGrid,
  Stack,
  TextInput,
} from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { listClients } from '#flow/clients/contract.ts'
import { listEntities } from '#flow/firm/contract.ts'
import { listRateCards } from '#flow/offers/contract.ts'
import { billingMethod } from '#flow/quotes/contract.ts'
import { ListSelect } from '../language/form/list-select.tsx'
import { Icon } from '../language/icon.tsx'
import { PHONE } from '../language/list/columns.ts'
import { useAsk } from '../wire/queries.ts'
import { nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import type { LineDraft } from './draft.ts'
import { newMilestone } from './draft.ts'
import { EffortRows, MilestoneRows } from './line-rows.tsx'
import { Totals } from './price-now.tsx'
import { currencies, type Priced } from './priced.ts'
import { words } from './words.ts'

interface LineFormProps {
  readonly line: LineDraft
  readonly number: number
  readonly figures: NonNullable<Priced['data']>['lines'][number] | null
  readonly set: (line: LineDraft) => void
  readonly remove: (() => void) | null
}

export function LineForm({ line, number, figures, set, remove }: LineFormProps) {
  const t = useWords(words)
  const isPhone = useMediaQuery(PHONE, undefined, { getInitialValueInEffect: false })
  const change = (part: Partial<LineDraft>) => set({ ...line, ...part })
  return (
    <Paper withBorder p="md" component="fieldset" m={0} aria-label={`${number}. ${t('lineTitle')}`}>
      <Stack gap="sm">
        <Group align="flex-end" gap="sm" wrap="nowrap">
          <TextInput
            style={{ flex: 1 }}
            label={`${number}. ${t('lineTitle')}`}
            required
            value={line.title}
            onChange={({ currentTarget }) => change({ title: currentTarget.value })}
          />
          {remove && (
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={t('removeLine', { number })}
              onClick={remove}
            >
              <Icon name="close" size={16} />
            </ActionIcon>
          )}
        </Group>
        <SegmentedControl
          orientation={isPhone ? 'vertical' : 'horizontal'}
          aria-label={nameOf('billingMethod')}
          value={line.billingMethod}
          data={billingMethod.options.map((value) => ({ value, label: nameOf(value) }))}
          onChange={(method) => change(withMethod(line, method as LineDraft['billingMethod']))}
        />
        <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }}>
          <Parties line={line} change={change} />
          <Terms line={line} change={change} />
        </SimpleGrid>
        {line.billingMethod === 'fixed_fee' && (
          <MilestoneRows line={line} set={(milestones) => change({ milestones })} />
        )}
        <EffortRows line={line} set={(details) => change({ details })} />
        {figures && <Totals figures={figures} />}
      </Stack>
    </Paper>
  )
}

/** A fixed fee is due in milestones: there is at least one to fill in. */
const withMethod = (line: LineDraft, method: LineDraft['billingMethod']): Partial<LineDraft> => ({
  billingMethod: method,
  milestones:
    method === 'fixed_fee' && line.milestones.length === 0 ? [newMilestone(line.endsOn)] : line.milestones,
})

interface PartProps {
  readonly line: LineDraft
  readonly change: (part: Partial<LineDraft>) => void
}

function Parties({ line, change }: PartProps) {
  const entities = useAsk(listEntities, { limit: 200 }, { staleTime: 60_000 })
  return (
    <>
      <Select
        label={nameOf('entityCode')}
        required
        allowDeselect={false}
        data={(entities.data?.items ?? []).map(({ code, name }) => ({
          value: code,
          label: `${code} · ${name}`,
        }))}
        value={line.entityCode || null}
        onChange={(code) => {
          const chosen = entities.data?.items.find((entity) => entity.code === code)
          if (chosen) change({ entityCode: chosen.code, currency: line.currency || chosen.currency })
        }}
      />
      <ListSelect
        contract={listClients}
        input={{ limit: 200 }}
        option={({ id, name }) => ({ value: id, label: name })}
        label={nameOf('billToId')}
        required
        allowDeselect={false}
        value={line.billToId || null}
        onChange={(billToId) => billToId && change({ billToId })}
      />
      <Select
        label={nameOf('currency')}
        required
        searchable
        allowDeselect={false}
        data={currencies}
        value={line.currency || null}
        onChange={(currency) => currency && change({ currency, rateCardId: '' })}
      />
      <TextInput
        label={nameOf('purchaseOrder')}
        value={line.purchaseOrder}
        onChange={({ currentTarget }) => change({ purchaseOrder: currentTarget.value })}
      />
    </>
  )
}

function Terms({ line, change }: PartProps) {
  const text = (name: 'startsOn' | 'endsOn' | 'monthlyFee' | 'cap' | 'discountPercent', isDay = false) => (
    <TextInput
      label={nameOf(name)}
      value={line[name]}
      {...(isDay ? { type: 'date' } : { inputMode: 'decimal' as const })}
      rightSection={name === 'discountPercent' ? '%' : isDay ? undefined : line.currency}
      onChange={({ currentTarget }) => change({ [name]: currentTarget.value })}
    />
  )
  return (
    <>
      {text('startsOn', true)}
      {text('endsOn', true)}
      <ListSelect
        contract={listRateCards}
        input={line.currency ? { limit: 200, currency: line.currency } : { limit: 200 }}
        option={({ id, code, name }) => ({ value: id, label: code === name ? code : `${code} · ${name}` })}
        label={nameOf('rateCardId')}
        required={line.billingMethod === 'time_and_materials'}
        clearable
        value={line.rateCardId || null}
        onChange={(rateCardId) => change({ rateCardId: rateCardId ?? '' })}
      />
      {line.billingMethod === 'time_and_materials' && text('cap')}
      {line.billingMethod === 'recurring_fee' && text('monthlyFee')}
      {line.billingMethod !== 'fixed_fee' && text('discountPercent')}
    </>
  )
}
