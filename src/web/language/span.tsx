/** From a day to a day: the span a statement is about, kept in the address. */
import { Group, Text, TextInput } from '@mantine/core'
import { today, yearStart } from '../words/days.ts'
import { formatDay } from '../words/format.ts'
import { nameOf } from '../words/names.ts'
import { useAddress } from './address.ts'

export interface Span {
  readonly from: string
  readonly to: string
}

/** The span in the address; the year so far unless somebody has chosen. */
export function useSpan(): Span {
  const [{ from, to = today() }] = useAddress()
  return { from: from ?? yearStart(to), to }
}

export function SpanInputs({ hasFrom = true }: { hasFrom?: boolean }) {
  const span = useSpan()
  const [, change] = useAddress()
  const day = (name: keyof Span) => (
    <TextInput
      type="date"
      size="xs"
      label={nameOf(hasFrom ? name : 'asOf')}
      value={span[name]}
      onChange={({ currentTarget }) => change({ [name]: currentTarget.value || null })}
    />
  )
  return (
    <>
      <Group gap="xs" className="no-print">
        {hasFrom && day('from')}
        {day('to')}
      </Group>
      <Text className="print-only" fw={600}>
        {hasFrom
          ? `${formatDay(span.from)} – ${formatDay(span.to)}`
          : `${nameOf('asOf')} ${formatDay(span.to)}`}
      </Text>
    </>
  )
}
