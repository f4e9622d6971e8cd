/** The effort and the milestones of a line while it is written: rows one walks through by keyboard. */
import { ActionIcon, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { listRoles } from '#flow/people/contract.ts'
import { ListSelect } from '../language/form/list-select.tsx'
import { TypedInput } from '../language/form/typed-input.tsx'
import { Icon } from '../language/icon.tsx'
import { formatMinutes, parseMinutes } from '../words/format.ts'
import { nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import { type EffortDraft, type LineDraft, type MilestoneDraft, newEffort, newMilestone } from './draft.ts'
import { words } from './words.ts'

interface RowsProps<Row> {
  readonly title: string
  readonly add: string
  readonly rows: readonly Row[]
  readonly fresh: () => Row
  readonly set: (rows: readonly Row[]) => void
  readonly fields: (row: Row, change: (part: Partial<Row>) => void) => ReactNode
}

function Rows<Row extends { readonly key: string }>({
  title,
  add,
  rows,
  fresh,
  set,
  fields,
}: RowsProps<Row>) {
  const t = useWords(words)
  return (
    <Stack gap={6} component="section" aria-label={title}>
      <Text size="sm" fw={600}>
        {title}
      </Text>
      {rows.map((row) => (
        <Group key={row.key} gap="xs" align="flex-end">
          {fields(row, (part) => set(rows.map((one) => (one.key === row.key ? { ...one, ...part } : one))))}
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t('remove')}
            onClick={() => set(rows.filter(({ key }) => key !== row.key))}
          >
            <Icon name="close" size={16} />
          </ActionIcon>
        </Group>
      ))}
      <Group>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<Icon name="plus" size={14} />}
          onClick={() => set([...rows, fresh()])}
        >
          {add}
        </Button>
      </Group>
    </Stack>
  )
}

const wide = { flex: '2 1 180px' }
const narrow = { flex: '1 1 96px' }

export function EffortRows({
  line,
  set,
}: {
  line: LineDraft
  set: (details: readonly EffortDraft[]) => void
}) {
  const t = useWords(words)
  const fresh = () => ({ ...newEffort(), workPackage: line.details.at(-1)?.workPackage ?? '' })
  return (
    <Rows
      title={t('effort')}
      add={t('addRole')}
      rows={line.details}
      fresh={fresh}
      set={set}
      fields={(row, change) => (
        <>
          <TextInput
            style={wide}
            label={nameOf('workPackage')}
            value={row.workPackage}
            onChange={({ currentTarget }) => change({ workPackage: currentTarget.value })}
          />
          <ListSelect
            style={wide}
            contract={listRoles}
            input={{ limit: 200 }}
            option={({ code, name }) => ({ value: code, label: name })}
            label={nameOf('roleCode')}
            value={row.roleCode || null}
            onChange={(roleCode) => change({ roleCode: roleCode ?? '' })}
          />
          <TypedInput
            style={narrow}
            label={t('hours')}
            value={row.minutes > 0 ? formatMinutes(row.minutes) : ''}
            read={parseMinutes}
            set={(minutes) => change({ minutes: typeof minutes === 'number' ? minutes : 0 })}
          />
          <TextInput
            style={narrow}
            label={nameOf('billRate')}
            placeholder={line.rateCardId ? t('rateFromCard') : ''}
            inputMode="decimal"
            value={row.billRate}
            onChange={({ currentTarget }) => change({ billRate: currentTarget.value })}
          />
          <TextInput
            style={narrow}
            label={nameOf('costRate')}
            placeholder={t('costOfRole')}
            inputMode="decimal"
            value={row.costRate}
            onChange={({ currentTarget }) => change({ costRate: currentTarget.value })}
          />
        </>
      )}
    />
  )
}

export function MilestoneRows({
  line,
  set,
}: {
  line: LineDraft
  set: (milestones: readonly MilestoneDraft[]) => void
}) {
  const t = useWords(words)
  return (
    <Rows
      title={`${t('milestones')} · ${t('sumOfMilestones')}`}
      add={t('addMilestone')}
      rows={line.milestones}
      fresh={() => newMilestone(line.endsOn)}
      set={set}
      fields={(row, change) => (
        <>
          <TextInput
            style={wide}
            label={nameOf('title')}
            value={row.title}
            onChange={({ currentTarget }) => change({ title: currentTarget.value })}
          />
          <TextInput
            style={narrow}
            label={nameOf('amount')}
            inputMode="decimal"
            value={row.amount}
            onChange={({ currentTarget }) => change({ amount: currentTarget.value })}
          />
          <TextInput
            style={narrow}
            type="date"
            label={nameOf('plannedOn')}
            value={row.plannedOn}
            onChange={({ currentTarget }) => change({ plannedOn: currentTarget.value })}
          />
        </>
      )}
    />
  )
}
