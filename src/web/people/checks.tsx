/** What was asked for of somebody, why, and what shows it. */
import { Anchor, Text } from '@mantine/core'
import { recordCheck } from '#flow/people/contract.ts'
import { CommandButton } from '../language/command-button.tsx'
import { Empty } from '../language/empty.tsx'
import { Lines } from '../language/lines.tsx'
import { Tone } from '../language/tone.tsx'
import { contentAddress } from '../wire/client.ts'
import { useSession } from '../wire/session.tsx'
import { formatDay } from '../words/format.ts'
import { nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import type { Onboarding } from './missing.tsx'
import { words } from './words.ts'

type Check = Onboarding['checks'][number]

/** `isShort` where there is little room: without the reasons. */
export function Checks({ onboarding, isShort = false }: { onboarding: Onboarding; isShort?: boolean }) {
  const t = useWords(words)
  const { may } = useSession()
  const { checks, state } = onboarding
  const mayRecord = may(recordCheck) && (state === 'checking' || state === 'cleared')
  if (checks.length === 0) return <Empty icon="check" title={t('noChecks')} text={t('noChecksText')} />
  return (
    <Lines<Check>
      label={t('checks')}
      rows={checks}
      columns={[
        { name: 'item', phone: 'title', show: ({ item }) => nameOf(item) },
        ...(isShort ? [] : [{ name: 'why', phone: 'line' as const }]),
        { name: 'evidence', phone: 'line', show: (check) => <Evidence check={check} /> },
        { name: 'validUntil', phone: 'line' },
        {
          name: 'there',
          title: t('standing'),
          phone: 'end',
          show: ({ recordedAt }) => (
            <Tone tone={recordedAt ? 'green' : 'yellow'}>{recordedAt ? t('there') : t('open')}</Tone>
          ),
        },
        ...(mayRecord
          ? [
              {
                name: 'steps',
                title: ' ',
                phone: 'line' as const,
                show: (check: Check) => <Record check={check} onboarding={onboarding} />,
              },
            ]
          : []),
      ]}
      idOf={({ item }) => item}
      widthMin={isShort ? 560 : 860}
    />
  )
}

function Evidence({ check: { evidence, fileId } }: { check: Check }) {
  if (evidence === '') return '–'
  if (!fileId) return evidence
  return (
    <Anchor inherit href={contentAddress(fileId)} download>
      {evidence}
    </Anchor>
  )
}

/** What was recorded is recorded anew by what follows it; the legal status is assessed, not recorded. */
function Record({ check, onboarding }: { check: Check; onboarding: Onboarding }) {
  const t = useWords(words)
  const { item, recordedAt, validUntil } = check
  if (item === 'legal_status') return null
  const { id: onboardingId, revision } = onboarding
  return (
    <CommandButton
      contract={recordCheck}
      label={recordedAt ? t('renew') : t('record')}
      size="compact-xs"
      {...(recordedAt ? { variant: 'default' } : {})}
      fill={{ onboardingId, item }}
      revision={revision}
      preview={() => (
        <Text size="sm" c="dimmed">
          {nameOf(item)}
          {validUntil && ` · ${t('validSoFar', { day: formatDay(validUntil) })}`}
        </Text>
      )}
    />
  )
}
