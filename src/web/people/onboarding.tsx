/** Somebody on the way to the first day: where they stand, what is missing, who must act. */
import {
  assessStatus,
  clear,
  decline,
  endAgreement,
  getOnboarding,
  proposeExtension,
  reviewProbation,
  withdraw,
} from '#flow/people/contract.ts'
import { Asked, usePlace } from '../language/asked.tsx'
import { CommandButton } from '../language/command-button.tsx'
import { History } from '../language/history.tsx'
import { ProcessStrip } from '../language/process-strip.tsx'
import { Facts, RecordLink, RecordPage } from '../language/record.tsx'
import { RoleName } from '../language/role-name.tsx'
import { useSession } from '../wire/session.tsx'
import { today } from '../words/days.ts'
import { nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import { Checks } from './checks.tsx'
import { Missing, type Onboarding } from './missing.tsx'
import { afterLastDay, fromDay } from './release.tsx'
import { words } from './words.ts'

interface OnboardingProps {
  readonly onboarding: Onboarding
}

export default function OnboardingScreen() {
  const onboardingId = usePlace('onboardingId')
  return (
    <Asked contract={getOnboarding} input={{ onboardingId }}>
      {(onboarding) => <Shown onboarding={onboarding} />}
    </Asked>
  )
}

function Shown({ onboarding }: OnboardingProps) {
  const t = useWords(words)
  const { may } = useSession()
  const { id, personName, personNumber, kind, state, roleCode, checks } = onboarding
  return (
    <RecordPage
      title={personName}
      state={state}
      lead={
        <>
          {nameOf(kind)} · {personNumber} · <RoleName code={roleCode} />
        </>
      }
      trail={[
        { label: t('people'), to: '/people' },
        { label: t('onboardings'), to: '/people?tab=onboardings' },
      ]}
      actions={<Actions onboarding={onboarding} />}
      process={
        <>
          <ProcessStrip of={id} kind="onboarding" />
          <Missing onboarding={onboarding} />
        </>
      }
      facts={<OnboardingFacts onboarding={onboarding} />}
      tabs={[
        {
          name: 'checks',
          title: t('checks'),
          count: checks.length,
          content: <Checks onboarding={onboarding} />,
        },
        ...(may('access.history')
          ? [
              {
                name: 'history',
                title: t('history'),
                content: <History objectType="onboarding" objectId={id} />,
              },
            ]
          : []),
      ]}
    />
  )
}

function Actions({ onboarding }: OnboardingProps) {
  const t = useWords(words)
  const { id, personId, revision, state, startedOn, kind, missing } = onboarding
  const { probationEndsOn, agreementEndsOn, proposedEndsOn } = onboarding
  const known = { fill: { onboardingId: id }, revision }
  const isOpen = state === 'opened' || state === 'checking'
  const isSettled = state === 'cleared' && agreementEndsOn !== null && proposedEndsOn === null
  return (
    <>
      {(isOpen || (state === 'cleared' && startedOn > today())) && (
        <CommandButton
          contract={withdraw}
          label={t('callOff')}
          variant="default"
          preview={fromDay(personId, startedOn)}
          {...known}
        />
      )}
      {isOpen && (
        <CommandButton
          contract={decline}
          color="red"
          variant="light"
          preview={fromDay(personId, startedOn)}
          {...known}
        />
      )}
      {state === 'checking' && kind === 'contractor' && <CommandButton contract={assessStatus} {...known} />}
      {state === 'checking' && (
        <CommandButton contract={clear} variant="filled" isDisabled={missing.length > 0} {...known} />
      )}
      {state === 'cleared' && probationEndsOn && (
        <CommandButton
          contract={reviewProbation}
          preview={(values) =>
            values['outcome'] === 'ended' ? afterLastDay(personId, 'endsOn')(values) : null
          }
          {...known}
        />
      )}
      {isSettled && (
        <CommandButton
          contract={endAgreement}
          variant="default"
          preview={afterLastDay(personId, 'endsOn')}
          {...known}
        />
      )}
      {isSettled && <CommandButton contract={proposeExtension} {...known} />}
    </>
  )
}

function OnboardingFacts({ onboarding }: OnboardingProps) {
  const t = useWords(words)
  const { kind, legalStatus, reason, proposedEndsOn, personId, probationEndsOn } = onboarding
  const isContractor = kind === 'contractor'
  return (
    <Facts
      of={onboarding}
      names={[
        'personName',
        'entityCode',
        'startedOn',
        'agreementNumber',
        'agreementEndsOn',
        ...(proposedEndsOn ? (['proposedEndsOn'] as const) : []),
        ...(probationEndsOn ? (['probationEndsOn'] as const) : []),
        ...(isContractor ? (['company', 'legalStatus'] as const) : []),
        'clearedAt',
        ...(reason ? (['reason'] as const) : []),
      ]}
      show={{
        personName: <RecordLink to={`/people/${personId}`}>{t('openPerson')}</RecordLink>,
        ...(isContractor ? { legalStatus: legalStatus ? nameOf(legalStatus) : t('notAssessed') } : {}),
        ...(reason ? { reason } : {}),
      }}
    />
  )
}
