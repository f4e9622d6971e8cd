/** The head of a printed page: whose it is, who printed it, and when. */
import { Group, Text } from '@mantine/core'
import { Mark } from '../language/mark.tsx'
import { usePrinting } from '../language/printing.ts'
import { useSession } from '../wire/session.tsx'
import { formatMoment } from '../words/format.ts'

export function PrintHead() {
  const { me } = useSession()
  const isPrinting = usePrinting()
  return (
    <Group className="print-only" justify="space-between" wrap="nowrap" mb="md" aria-hidden>
      <Mark name={me.tenant.name} />
      <Text size="xs" c="dimmed" ta="end">
        {me.name}
        <br />
        {isPrinting && formatMoment(new Date().toISOString())}
      </Text>
    </Group>
  )
}
