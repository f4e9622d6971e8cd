/** What is needed to decide about a change of a contract: what is to be done, its price, cost, margin and end. */
import { Stack, Text } from '@mantine/core'
import { getChange } from '#flow/contracts/contract.ts'
import { Facts, RecordLink } from '../language/record.tsx'
import type { DecideProps } from '../process/decide.ts'
import { useAsk } from '../wire/queries.ts'

export default function Decide(props: DecideProps) {
  return props.variables['subjectType'] === 'change' ? <OfChange {...props} /> : props.otherwise
}

function OfChange({ subject }: DecideProps) {
  const { data: change } = useAsk(getChange, { changeId: subject })
  if (!change) return null
  return (
    <Stack gap="sm">
      <Text fw={600}>
        <RecordLink to={`/contracts/${change.contractId}`} isInText>
          {change.number}
        </RecordLink>{' '}
        {change.title}
      </Text>
      <Text size="sm" style={{ whiteSpace: 'pre-wrap' }}>
        {change.description}
      </Text>
      <Facts of={change} names={['lineTitle', 'amount', 'cost', 'margin', 'plannedOn', 'endsOn']} />
    </Stack>
  )
}
