/** The demand that is not met: by role and week, and the requests it is made of. */

import { Group, Stack, Table, Text } from '@mantine/core'
import type { personWeeks } from '#insight/contract.ts'
import { Empty } from '../language/empty.tsx'
import { Section } from '../language/page.tsx'
import { RecordLink } from '../language/record.tsx'
import { RoleName } from '../language/role-name.tsx'
import type { WireOutput } from '../wire/client.ts'
import { formatDay, formatMinutes } from '../words/format.ts'
import { useWords } from '../words/words.ts'
import { BookButton } from './book-button.tsx'
import { words } from './words.ts'

type Weeks = WireOutput<typeof personWeeks>

export function Demand({ weeks, demand }: Pick<Weeks, 'weeks' | 'demand'>) {
  const t = useWords(words)
  return (
    <Section title={t('unmet')}>
      {demand.length === 0 ? (
        <Empty icon="check" title={t('noDemand')} text={t('noDemandLead')} />
      ) : (
        <Table.ScrollContainer minWidth={820}>
          <Table withTableBorder verticalSpacing={6}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('role')}</Table.Th>
                {weeks.map((week) => (
                  <Table.Th key={week} ta="end">
                    {formatDay(week, 'weekday').split(' ').at(-1)}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {demand.map((one) => (
                <Role key={one.roleCode} weeks={weeks} role={one} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Section>
  )
}

function Role({ weeks, role }: { weeks: readonly string[]; role: Weeks['demand'][number] }) {
  const t = useWords(words)
  return (
    <>
      <Table.Tr>
        <Table.Th scope="row">
          <RoleName code={role.roleCode} />
        </Table.Th>
        {weeks.map((week) => (
          <Table.Td key={week} ta="end">
            {formatMinutes(role.weeks.find(({ weekStart }) => weekStart === week)?.minutes ?? 0)}
          </Table.Td>
        ))}
      </Table.Tr>
      <Table.Tr>
        <Table.Td colSpan={weeks.length + 1}>
          <Stack gap={4}>
            {role.requests.map((request) => (
              <Group key={request.requestId} gap="sm" justify="space-between" wrap="nowrap">
                <Text size="xs">
                  <RecordLink isInText to={`/projects/${request.projectId}`}>
                    {request.projectNumber}
                  </RecordLink>{' '}
                  {request.workPackage} · {formatDay(request.startsOn)} – {formatDay(request.endsOn)} ·{' '}
                  {t('missing')} {formatMinutes(request.unmetMinutes)}
                </Text>
                <BookButton request={{ id: request.requestId, ...request, roleCode: role.roleCode }} />
              </Group>
            ))}
          </Stack>
        </Table.Td>
      </Table.Tr>
    </>
  )
}
