/** What the client wants otherwise than our own terms, and what legal and the approvers said to it. */
import { Stack, Text } from '@mantine/core'
import { Facts } from '../language/record.tsx'
import { Said } from '../language/said-texts.tsx'
import { StateBadge } from '../language/state-badge.tsx'
import { useWords } from '../words/words.ts'
import type { Quote } from './view.ts'
import { words } from './words.ts'

export function Terms({ quote }: { quote: Quote }) {
  const t = useWords(words)
  const { terms, legalOpinion, legalNote, approvalReason } = quote
  const isOwn =
    terms.paper === 'ours' &&
    terms.liabilityLimit === 'limited' &&
    terms.governingLaw === null &&
    terms.paymentTermsDays === null &&
    terms.deviations === ''
  return (
    <Stack gap="sm">
      {isOwn ? (
        <Text size="sm">{t('ownTerms')}</Text>
      ) : (
        <Facts
          of={terms}
          names={['paper', 'liabilityLimit', 'governingLaw', 'paymentTermsDays', 'deviations']}
          show={{
            paper: <StateBadge state={terms.paper} />,
            liabilityLimit: <StateBadge state={terms.liabilityLimit} />,
          }}
        />
      )}
      {legalOpinion && (
        <Text size="sm" component="div">
          <b>{t('legalSays')}:</b> <StateBadge state={legalOpinion} /> {legalNote}
        </Text>
      )}
      {approvalReason !== '' && (
        <Text size="sm" component="div">
          <b>{t('approval')}:</b> <StateBadge state={quote.approval} /> <Said>{approvalReason}</Said>
        </Text>
      )}
    </Stack>
  )
}
