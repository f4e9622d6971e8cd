/** What another window did to the week that is being written here: what was taken over, and what is to be chosen. */
import { Alert, Button, Fieldset, Group, Stack, Text } from '@mantine/core'
import { Icon } from '../language/icon.tsx'
import { formatDay, formatMinutes } from '../words/format.ts'
import { useWords } from '../words/words.ts'
import type { Contested, Taken } from './merge-week.ts'
import type { EditedWeek } from './use-week.ts'
import { words } from './words.ts'

/** What stands at a place of the week and where that is, in words. */
function useSaid(week: EditedWeek['week']) {
  const t = useWords(words)
  const value = (said: number | string) =>
    said === 0 || said === '' ? t('nothing') : typeof said === 'number' ? formatMinutes(said) : said
  const place = ({ label, day }: Taken) =>
    day === null
      ? t('changedRow', { name: label })
      : t('cellOf', { name: label, day: formatDay(week?.days[day]?.day ?? '', 'weekday') })
  return { t, value, place }
}

/** What is wrong with a cell, or to be chosen, by row key and day. */
export function useMarks({ week, wrong, told }: EditedWeek): ReadonlyMap<string, string> {
  const { t, value } = useSaid(week)
  const marks = new Map(wrong)
  for (const { key, day, mine, theirs, isFixed } of told.contested)
    if (day !== null && !isFixed)
      marks.set(`${key} ${day}`, t('changedBoth', { mine: value(mine), theirs: value(theirs) }))
  return marks
}

export function WeekNote({ week, told, choose, dismiss }: EditedWeek) {
  const { t, value, place } = useSaid(week)
  const [fixed, open] = [
    told.contested.filter((one) => one.isFixed),
    told.contested.filter((one) => !one.isFixed),
  ]
  if (told.contested.length + told.taken.length === 0) return null
  return (
    <Alert color="yellow" icon={<Icon name="people" />} title={t('changedElsewhere')} role="alert">
      <Stack gap="xs">
        {open.length > 0 && <Text size="sm">{t('changedHow')}</Text>}
        {open.map((one) => (
          <Choice key={`${one.key} ${one.day}`} name={place(one)} one={one} value={value} choose={choose} />
        ))}
        {fixed.length > 0 && <Text size="sm">{t('changedFixed')}</Text>}
        {fixed.map((one) => (
          <Text key={`${one.key} ${one.day}`} size="sm">
            <b>{place(one)}</b> · {t('changedTheirs', { value: value(one.theirs) })} ·{' '}
            {t('changedMine', { value: value(one.mine) })}
          </Text>
        ))}
        {told.taken.length > 0 && <Text size="sm">{t('changedTaken')}</Text>}
        {told.taken.map((one) => (
          <Text key={`${one.key} ${one.day} ${one.theirs}`} size="sm">
            <b>{place(one)}</b> · {value(one.theirs)}
          </Text>
        ))}
        {fixed.length + told.taken.length > 0 && (
          <Group>
            <Button size="xs" variant="default" onClick={dismiss}>
              {t('understood')}
            </Button>
          </Group>
        )}
      </Stack>
    </Alert>
  )
}

interface ChoiceProps {
  readonly name: string
  readonly one: Contested
  readonly value: (said: number | string) => string
  readonly choose: EditedWeek['choose']
}

/** The two values of one place; pressing one of them decides. */
function Choice({ name, one, value, choose }: ChoiceProps) {
  const { t } = useSaid(undefined)
  const sides = [
    ['mine', t('changedMine', { value: value(one.mine) })],
    ['theirs', t('changedTheirs', { value: value(one.theirs) })],
  ] as const
  return (
    <Fieldset variant="unstyled" legend={<b>{name}</b>} fz="sm">
      <Group gap="xs" pt={4}>
        {sides.map(([side, label]) => (
          <Button key={side} size="xs" variant="light" mih={32} onClick={() => choose(one, side)}>
            {label}
          </Button>
        ))}
      </Group>
    </Fieldset>
  )
}
