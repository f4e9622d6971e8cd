/** Milestones with what can be done about each: submitted with evidence, accepted for the client, or sent back. */
import { Group } from '@mantine/core'
import { acceptMilestone, rejectMilestone, submitMilestone } from '#flow/contracts/contract.ts'
import { CommandButton } from '../language/command-button.tsx'
import { Lines } from '../language/lines.tsx'
import { StateBadge } from '../language/state-badge.tsx'
import { Why } from '../language/why.tsx'
import { useSession } from '../wire/session.tsx'
import { today } from '../words/days.ts'
import { useWords } from '../words/words.ts'
import type { ContractView } from './view.ts'
import { words } from './words.ts'

type Milestone = ContractView['lines'][number]['milestones'][number]

export function Milestones({
  milestones,
  isActive,
}: {
  milestones: readonly Milestone[]
  isActive: boolean
}) {
  const t = useWords(words)
  const { may } = useSession()
  const canAct = isActive && [submitMilestone, acceptMilestone, rejectMilestone].some(may)
  return (
    <Lines
      label={t('milestones')}
      rows={milestones}
      columns={[
        { name: 'title', title: t('milestones'), phone: 'title' },
        { name: 'plannedOn', phone: 'line' },
        { name: 'state', phone: 'line', show: (one) => <Stand milestone={one} /> },
        { name: 'billingStatus', phone: 'line' },
        { name: 'amount', phone: 'end' },
        ...(canAct && milestones.some(({ state }) => state !== 'accepted')
          ? [
              {
                name: 'actions',
                title: ' ',
                phone: 'line' as const,
                show: (one: Milestone) => <Actions milestone={one} />,
              },
            ]
          : []),
      ]}
      idOf={({ id }) => id}
    />
  )
}

function Stand({ milestone }: { milestone: Milestone }) {
  return (
    <Group gap={4} wrap="nowrap">
      <StateBadge state={milestone.state} />
      {milestone.evidence && <Why>{milestone.evidence}</Why>}
    </Group>
  )
}

function Actions({ milestone }: { milestone: Milestone }) {
  const t = useWords(words)
  const known = {
    fill: { milestoneId: milestone.id },
    revision: milestone.revision,
    size: 'compact-xs' as const,
  }
  return (
    <Group gap={4} wrap="nowrap">
      {milestone.state === 'planned' && (
        <CommandButton contract={submitMilestone} label={t('submit')} {...known} />
      )}
      {milestone.state === 'submitted' && (
        <>
          <CommandButton
            contract={acceptMilestone}
            label={t('accept')}
            initial={{ acceptedOn: today() }}
            {...known}
          />
          <CommandButton contract={rejectMilestone} label={t('sendBack')} color="gray" {...known} />
        </>
      )}
    </Group>
  )
}
