/** One week of a person: its lines, who decides about each, and what happened to it. */

import { Text } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { approve, get, recall, reject } from '#flow/timesheets/contract.ts'
import { CommandButton } from '../language/command-button.tsx'
import { History } from '../language/history.tsx'
import { Lines as RowsInHand } from '../language/lines.tsx'
import { Facts, RecordPage } from '../language/record.tsx'
import { RefusalNote } from '../language/refusal-note.tsx'
import { StateBadge } from '../language/state-badge.tsx'
import type { WireOutput } from '../wire/client.ts'
import { useAsk } from '../wire/queries.ts'
import { useSession } from '../wire/session.tsx'
import { formatDay, formatMinutes } from '../words/format.ts'
import { useWords } from '../words/words.ts'
import { Work } from './decide.tsx'
import { words } from './words.ts'

export default function Timesheet() {
  const t = useWords(words)
  const { may } = useSession()
  const { timesheetId = '' } = useParams({ strict: false }) as { timesheetId?: string }
  const { data: sheet, error } = useAsk(get, { timesheetId })
  if (error) return <RefusalNote error={error} />
  if (!sheet) return null
  const fill = { timesheetId }
  const isWaiting = sheet.lines.some(({ state }) => state === 'submitted')
  return (
    <RecordPage
      title={t('ofPerson', { name: sheet.personName, day: formatDay(sheet.weekStart) })}
      state={sheet.state}
      trail={[{ label: t('timesheets'), to: '/timesheets' }]}
      actions={
        <>
          {isWaiting && (
            <CommandButton
              contract={reject}
              fill={fill}
              revision={sheet.revision}
              color="red"
              fields={['reason']}
            />
          )}
          {isWaiting && (
            <CommandButton contract={approve} fill={fill} revision={sheet.revision} variant="filled" />
          )}
          {sheet.lines.some(({ state }) => state === 'approved') && (
            <CommandButton
              contract={recall}
              fill={fill}
              revision={sheet.revision}
              variant="default"
              fields={['reason']}
            />
          )}
        </>
      }
      facts={<Facts of={sheet} names={['personName', 'weekStart', 'minutes', 'submittedAt']} />}
      tabs={[
        {
          name: 'lines',
          title: t('lines'),
          count: sheet.lines.length,
          content: <Lines lines={sheet.lines} />,
        },
        ...(may('access.history')
          ? [
              {
                name: 'history',
                title: t('history'),
                content: <History objectType="timesheet" objectId={timesheetId} />,
              },
            ]
          : []),
      ]}
    />
  )
}

function Lines({ lines }: { lines: WireOutput<typeof get>['lines'] }) {
  const t = useWords(words)
  return (
    <RowsInHand
      label={t('lines')}
      rows={lines}
      idOf={({ id }) => id}
      columns={[
        { name: 'workedOn', phone: 'line', show: ({ workedOn }) => formatDay(workedOn, 'weekday') },
        {
          name: 'workPackage',
          phone: 'title',
          show: ({ workPackage, projectName }) => (
            <Work workPackage={workPackage} description={projectName} />
          ),
        },
        { name: 'description', phone: 'line' },
        { name: 'billingType', phone: 'line' },
        { name: 'minutes', isFigure: true, phone: 'end' },
        { name: 'state', phone: 'line', show: (line) => <Decided {...line} /> },
        { name: 'approverName' },
      ]}
      sum={{ workedOn: t('total'), minutes: formatMinutes(sumOf(lines)) }}
    />
  )
}

const sumOf = (lines: readonly { readonly minutes: number }[]) =>
  lines.reduce((sum, { minutes }) => sum + minutes, 0)

/** How a line was decided, and why. */
function Decided({ state, reason }: { state: string; reason: string | null }) {
  return (
    <>
      <StateBadge state={state} />
      {reason && (
        <Text size="xs" c="dimmed" style={{ whiteSpace: 'normal' }}>
          {reason}
        </Text>
      )}
    </>
  )
}
