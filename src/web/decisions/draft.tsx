/** A draft: what changes, what it would have done with the past, and the decision of a second person. */
import { Stack, Text } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { Suspense } from 'react'
import { approveDraft, getDraft, rejectDraft, runReplay } from '#engines/process/contract.ts'
import { CommandButton } from '../language/command-button.tsx'
import { Section } from '../language/page.tsx'
import { Facts, RecordPage } from '../language/record.tsx'
import { RefusalNote } from '../language/refusal-note.tsx'
import { Report } from '../process/replay-report.tsx'
import type { WireOutput } from '../wire/client.ts'
import { late } from '../wire/late.ts'
import { useAsk } from '../wire/queries.ts'
import { formatDistance } from '../words/format.ts'
import { useWords } from '../words/words.ts'
import { Difference } from './difference.tsx'
import { useModelTitles } from './model-titles.ts'
import { words } from './words.ts'

const Diagram = late(async () => ({ default: (await import('../process/diagram.tsx')).Diagram }))

type Draft = WireOutput<typeof getDraft>

export default function DraftScreen() {
  const t = useWords(words)
  const titleOf = useModelTitles()
  const { draftId = '' } = useParams({ strict: false }) as { draftId?: string }
  const { data: draft, error } = useAsk(getDraft, { draftId })
  if (error) return <RefusalNote error={error} />
  if (!draft) return null
  const fill = { draftId }
  const isOpen = draft.status === 'proposed'
  return (
    <RecordPage
      title={draft.keys.map((key) => titleOf(draft.kind, key)).join(', ')}
      state={draft.status}
      trail={[{ label: t('drafts'), to: '/drafts' }]}
      lead={<Text size="sm">{draft.reason}</Text>}
      actions={
        isOpen && (
          <>
            <CommandButton contract={runReplay} label={t('runReplay')} fill={{ draftId }} variant="default" />
            <CommandButton contract={rejectDraft} fill={fill} color="red" />
            <CommandButton
              contract={approveDraft}
              fill={fill}
              variant="filled"
              isDisabled={draft.reports.length === 0}
            />
          </>
        )
      }
      facts={
        <Facts
          of={draft}
          names={[
            ...['kind', 'resource', 'proposedByName', 'proposedAt'],
            ...(isOpen ? [] : ['decidedByName', 'decidedAt', 'decidedBecause']),
          ]}
        />
      }
      tabs={[
        {
          name: 'difference',
          title: t('difference'),
          count: draft.difference.length,
          content: <Difference parts={draft.difference} />,
        },
        {
          name: 'replay',
          title: t('replay'),
          count: draft.reports.length,
          content: <Reports draft={draft} />,
        },
        ...(draft.kind === 'process'
          ? [
              {
                name: 'model',
                title: t('model'),
                content: (
                  <Suspense>
                    <Diagram
                      xml={draft.xml}
                      marks={Object.fromEntries(
                        draft.difference
                          .filter(({ change }) => change !== 'removed')
                          .map(({ id, change }) => [
                            id,
                            { tone: change === 'added' ? ('passed' as const) : ('warm' as const) },
                          ]),
                      )}
                    />
                  </Suspense>
                ),
              },
            ]
          : []),
      ]}
    />
  )
}

function Reports({ draft }: { draft: Draft }) {
  const t = useWords(words)
  if (draft.reports.length === 0) return <Text c="dimmed">{t('noReports')}</Text>
  return (
    <Stack gap="lg">
      {draft.reports.map(({ id, runAt }) => (
        <Section key={id} title={t('report', { when: formatDistance(runAt) })}>
          <Report reportId={id} />
        </Section>
      ))}
    </Stack>
  )
}
