/** What is needed to decide about somebody who is taken on: the agreement, what was asked for and what is missing. */
import { Stack, Text } from '@mantine/core'
import { getOnboarding, listCostRates } from '#flow/people/contract.ts'
import { Facts, RecordLink } from '../language/record.tsx'
import { RoleName } from '../language/role-name.tsx'
import type { DecideProps } from '../process/decide.ts'
import { useAsk } from '../wire/queries.ts'
import { useSession } from '../wire/session.tsx'
import { formatRate } from '../words/format.ts'
import { nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import { Checks } from './checks.tsx'
import { Missing } from './missing.tsx'
import { words } from './words.ts'

/** Steps about an onboarding tell one of these; those about the person, such as skills, do not. */
const told = ['missing', 'company', 'endsOn']

export default function Decide(props: DecideProps) {
  const { variables } = props
  const isOnboarding = variables['subjectType'] === 'engagement' || told.some((name) => name in variables)
  return isOnboarding ? <OfOnboarding {...props} /> : props.otherwise
}

function OfOnboarding({ subject, otherwise, variables }: DecideProps) {
  const t = useWords(words)
  const { data: onboarding, isError } = useAsk(getOnboarding, { onboardingId: subject })
  const { may } = useSession()
  const { data: rates } = useAsk(
    listCostRates,
    { personId: onboarding?.personId ?? '', sort: '-validFrom', limit: 1 },
    { enabled: onboarding?.kind === 'contractor' && may(listCostRates) },
  )
  if (isError) return otherwise
  if (!onboarding) return null
  const [cost] = rates?.items ?? []
  const { kind, company, roleCode, proposedEndsOn } = onboarding
  const shown = { ...onboarding, costRate: cost?.rate ?? null }
  const { reason } = variables
  return (
    <Stack gap="sm">
      <Text fw={600}>
        <RecordLink to={`/onboardings/${subject}`} isInText>
          {onboarding.personName}
        </RecordLink>{' '}
        · {company || nameOf(kind)} · <RoleName code={roleCode} />
      </Text>
      {typeof reason === 'string' && reason !== '' && <Text size="sm">{t('because', { reason })}</Text>}
      <Missing onboarding={onboarding} />
      <Facts
        of={shown}
        names={[
          'entityCode',
          'startedOn',
          'agreementNumber',
          'agreementEndsOn',
          ...(proposedEndsOn ? (['proposedEndsOn'] as const) : []),
          ...(kind === 'employee' ? (['probationEndsOn'] as const) : []),
          ...(cost ? (['costRate'] as const) : []),
        ]}
        show={cost ? { costRate: formatRate(cost.rate) } : {}}
      />
      {onboarding.checks.length > 0 && <Checks onboarding={onboarding} isShort />}
    </Stack>
  )
}
