/** Each person's weeks as filled cells: firm dark, soft light, overbooked red, with the free hours written in. */

import { Table, Text, Tooltip } from '@mantine/core'
import type { personWeeks } from '#insight/contract.ts'
import { RoleName } from '../language/role-name.tsx'
import type { WireOutput } from '../wire/client.ts'
import { formatDay, formatMinutes, formatPercent } from '../words/format.ts'
import { useWords } from '../words/words.ts'
import css from './week-heat.module.css'
import { words } from './words.ts'

type Weeks = WireOutput<typeof personWeeks>
type Person = Weeks['people'][number]

export function WeekHeat({ weeks, people }: Pick<Weeks, 'weeks' | 'people'>) {
  const t = useWords(words)
  if (people.length === 0) return <Text c="dimmed">{t('noPeople')}</Text>
  return (
    <Table.ScrollContainer minWidth={820}>
      <Table withTableBorder verticalSpacing={4} horizontalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('person')}</Table.Th>
            {weeks.map((week) => (
              <Table.Th key={week} ta="center" title={t('weekOf', { day: formatDay(week) })}>
                {formatDay(week, 'weekday').split(' ').at(-1)}
              </Table.Th>
            ))}
            <Table.Th ta="end">{t('utilisation')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {people.map((person) => (
            <Table.Tr key={person.personId}>
              <Table.Th scope="row" fw={500}>
                <Text size="sm" truncate maw={170}>
                  {person.name}
                </Text>
                <Text size="xs" c="dimmed">
                  <RoleName code={person.roleCode} />
                </Text>
              </Table.Th>
              {person.weeks.map((week) => (
                <Table.Td key={week.weekStart}>
                  <Cell name={person.name} week={week} />
                </Table.Td>
              ))}
              <Table.Td ta="end">
                {person.utilisationPercent === null ? '–' : formatPercent(person.utilisationPercent)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function Cell({ name, week }: { name: string; week: Person['weeks'][number] }) {
  const t = useWords(words)
  const { capacityMinutes, hardMinutes, softMinutes, freeMinutes, weekStart } = week
  const share = (minutes: number) =>
    `${capacityMinutes === 0 ? 0 : Math.min((100 * minutes) / capacityMinutes, 100)}%`
  const said = t('cell', {
    name,
    day: formatDay(weekStart),
    hard: formatMinutes(hardMinutes),
    soft: formatMinutes(softMinutes),
    capacity: formatMinutes(capacityMinutes),
  })
  return (
    <Tooltip label={said} multiline maw={260}>
      <div className={css['cell']} data-over={freeMinutes < 0 || undefined} role="img" aria-label={said}>
        <span className={css['hard']} style={{ height: share(hardMinutes) }} />
        <span className={css['soft']} style={{ height: share(softMinutes), bottom: share(hardMinutes) }} />
        <span className={css['free']}>{capacityMinutes === 0 ? '–' : Math.round(freeMinutes / 60)}</span>
      </div>
    </Tooltip>
  )
}
