/** What is needed to decide about a case, or whether something is given up: what is overdue, what was said, and what was done already. */
import { Stack, Text } from '@mantine/core'
import { getCase } from '#flow/collections/contract.ts'
import { Facts, RecordLink } from '../language/record.tsx'
import type { DecideProps } from '../process/decide.ts'
import { useAsk } from '../wire/queries.ts'
import { useWords } from '../words/words.ts'
import { CaseItems } from './case-items.tsx'
import { OfWriteOff } from './decide-write-off.tsx'
import { words } from './words.ts'

export default function Decide(props: DecideProps) {
  const { subjectType } = props.variables
  if (subjectType === 'case') return <OfCase {...props} />
  return subjectType === 'write-off' ? <OfWriteOff {...props} /> : props.otherwise
}

function OfCase({ subject, variables, otherwise }: DecideProps) {
  const t = useWords(words)
  const { data: found, isError } = useAsk(getCase, { caseId: subject })
  if (isError) return otherwise
  if (!found) return null
  const { reason } = variables
  return (
    <Stack gap="sm">
      <Text fw={600}>
        <RecordLink to={`/collections/cases/${subject}`} isInText>
          {found.clientName}
        </RecordLink>{' '}
        · {found.entityCode}
      </Text>
      {typeof reason === 'string' && reason !== '' && <Text size="sm">{t('because', { reason })}</Text>}
      <Facts
        of={found}
        names={['open', 'disputed', 'oldestDueDate', 'reminders', 'remindedOn', 'contacts', 'note']}
      />
      <CaseItems of={found} />
    </Stack>
  )
}
