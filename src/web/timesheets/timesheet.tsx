/** One week of a person: its lines, who decides about each, and what happened to it. */

import { Stack, Table, Text } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { approve, get, recall, reject } from '#flow/timesheets/contract.ts'
import { CommandButton } from '../language/command-button.tsx'
import { History } from '../language/history.tsx'
import { Facts, RecordPage } from '../language/record.tsx'
import { RefusalNote } from '../language/refusal-note.tsx'
import { StateBadge } from '../language/state-badge.tsx'
import type { WireOutput } from '../wire/client.ts'
import { useAsk } from '../wire/queries.ts'
import { useSession } from '../wire/session.tsx'
import { formatDay, formatMinutes } from '../words/format.ts'
import { nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
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
  return (
    <Table.ScrollContainer minWidth={720}>
      <Table withTableBorder striped>
        <Table.Thead>
          <Table.Tr>
            {[
              'workedOn',
              'workPackage',
              'description',
              'billingType',
              'minutes',
              'state',
              'approverName',
            ].map((name) => (
              <Table.Th key={name} ta={name === 'minutes' ? 'end' : 'start'}>
                {nameOf(name)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map((line) => (
            <Table.Tr key={line.id}>
              <Table.Td>{formatDay(line.workedOn, 'weekday')}</Table.Td>
              <Table.Td>
                <Stack gap={0}>
                  <Text size="sm">{line.workPackage}</Text>
                  <Text size="xs" c="dimmed">
                    {line.projectName}
                  </Text>
                </Stack>
              </Table.Td>
              <Table.Td>{line.description}</Table.Td>
              <Table.Td>{nameOf(line.billingType)}</Table.Td>
              <Table.Td ta="end">{formatMinutes(line.minutes)}</Table.Td>
              <Table.Td>
                <StateBadge state={line.state} />
                {line.reason && (
                  <Text size="xs" c="dimmed">
                    {line.reason}
                  </Text>
                )}
              </Table.Td>
              <Table.Td>{line.approverName}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
