/** The plan of a project: work packages and milestones over time, budget against actual and estimate. */
import { Stack, Table, Text } from '@mantine/core'
import { workPackageProgress } from '#insight/contract.ts'
import { RefusalNote } from '../language/refusal-note.tsx'
import { Value } from '../language/value.tsx'
import { useAsk } from '../wire/queries.ts'
import { formatMinutes } from '../words/format.ts'
import { useWords } from '../words/words.ts'
import { Gantt } from './gantt.tsx'
import { PlanBudget } from './plan-budget.tsx'
import type { Progress } from './progress.ts'
import { words } from './words.ts'

export function Plan({ projectId }: { projectId: string }) {
  const { data, error } = useAsk(workPackageProgress, { projectId })
  if (error) return <RefusalNote error={error} />
  if (!data) return null
  return (
    <Stack gap="md">
      <Gantt progress={data} />
      <PlanBudget progress={data} />
      <BudgetTable progress={data} />
    </Stack>
  )
}

function BudgetTable({ progress: { items } }: { progress: Progress }) {
  const t = useWords(words)
  return (
    <Table.ScrollContainer minWidth={760}>
      <Table withTableBorder striped>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('workPackage')}</Table.Th>
            <Table.Th ta="end">{t('budget')}</Table.Th>
            <Table.Th ta="end">{t('actual')}</Table.Th>
            <Table.Th ta="end">{t('waiting')}</Table.Th>
            <Table.Th ta="end">{t('estimate')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((item) => (
            <Table.Tr key={item.id}>
              <Table.Td>
                {item.code} {item.title}
              </Table.Td>
              <Amount value={item.budgetCost} minutes={item.budgetMinutes} />
              <Amount value={item.actualCost} minutes={item.actualMinutes} />
              <Amount value={item.waitingCost} minutes={item.waitingMinutes} />
              <Amount value={item.estimateAtCompletion} />
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function Amount({ value, minutes }: { value: unknown; minutes?: number }) {
  return (
    <Table.Td ta="end">
      <Value name="amount" value={value} />
      {minutes !== undefined && (
        <Text size="xs" c="dimmed">
          {formatMinutes(minutes)} h
        </Text>
      )}
    </Table.Td>
  )
}
