/** What is needed to approve a project's part of a week: who, how much, on which days, and what was written. */
import { Text } from '@mantine/core'
import { get } from '#flow/timesheets/contract.ts'
import { Lines } from '../language/lines.tsx'
import { RecordLink } from '../language/record.tsx'
import type { DecideProps } from '../process/decide.ts'
import { useAsk } from '../wire/queries.ts'
import { formatDay, formatMinutes } from '../words/format.ts'
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
      <Lines
        label={t('lines')}
        rows={lines}
        idOf={({ id }) => id}
        columns={[
          { name: 'workedOn', phone: 'line', show: ({ workedOn }) => formatDay(workedOn, 'weekday') },
          { name: 'workPackage', phone: 'title', show: (line) => <Work {...line} /> },
          { name: 'billingType', phone: 'line' },
          { name: 'minutes', isFigure: true, phone: 'end' },
        ]}
        sum={{ workedOn: t('total'), minutes: formatMinutes(total) }}
      />
    </div>
  )
}

/** What was worked on, and what was written about it. */
export function Work({ workPackage, description }: { workPackage: string; description: string | null }) {
  return (
    <>
      {workPackage}
      <Text size="xs" c="dimmed" fw={400} style={{ whiteSpace: 'normal' }}>
        {description}
      </Text>
    </>
  )
}
