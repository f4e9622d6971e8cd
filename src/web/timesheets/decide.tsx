/** What is needed to approve a project's part of a week: who, how much, on which days, and what was written. */
import { Table, Text } from '@mantine/core'
import { get } from '#flow/timesheets/contract.ts'
import { RecordLink } from '../language/record.tsx'
import type { DecideProps } from '../process/decide.ts'
import { useAsk } from '../wire/queries.ts'
import { formatDay, formatMinutes } from '../words/format.ts'
import { nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import { words } from './words.ts'

export default function DecideTime({ subject }: DecideProps) {
  const t = useWords(words)
  const [timesheetId = '', projectId] = subject.split(':')
  const { data: sheet } = useAsk(get, { timesheetId })
  if (!sheet) return null
  const lines = sheet.lines.filter((line) => !projectId || line.projectId === projectId)
  const total = lines.reduce((sum, { minutes }) => sum + minutes, 0)
  return (
    <div>
      <RecordLink to={`/timesheets/${timesheetId}`}>
        {t('ofPerson', { name: sheet.personName, day: formatDay(sheet.weekStart) })}
      </RecordLink>
      <Text size="sm" c="dimmed">
        {[lines[0]?.projectNumber, lines[0]?.projectName].filter(Boolean).join(' · ')}
      </Text>
      <Table.ScrollContainer minWidth={420}>
        <Table fz="sm" verticalSpacing={4}>
          <Table.Tbody>
            {lines.map((line) => (
              <Table.Tr key={line.id}>
                <Table.Td style={{ whiteSpace: 'nowrap' }}>{formatDay(line.workedOn, 'weekday')}</Table.Td>
                <Table.Td>
                  {line.workPackage}
                  <Text size="xs" c="dimmed">
                    {line.description}
                  </Text>
                </Table.Td>
                <Table.Td>{nameOf(line.billingType)}</Table.Td>
                <Table.Td ta="end">{formatMinutes(line.minutes)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
          <Table.Tfoot>
            <Table.Tr>
              <Table.Th colSpan={3}>{t('total')}</Table.Th>
              <Table.Th ta="end">{formatMinutes(total)}</Table.Th>
            </Table.Tr>
          </Table.Tfoot>
        </Table>
      </Table.ScrollContainer>
    </div>
  )
}
