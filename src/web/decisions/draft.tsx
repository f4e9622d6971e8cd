/** A draft: what changes, what it would have done with the past, and the decision of a second person. */
import { Stack, Table, Text } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { Suspense } from 'react'
import { approveDraft, getDraft, rejectDraft, runReplay } from '#engines/process/contract.ts'
import { CommandButton } from '../language/command-button.tsx'
import { Section } from '../language/page.tsx'
import { Facts, RecordPage } from '../language/record.tsx'
import { RefusalNote } from '../language/refusal-note.tsx'
import { Tone } from '../language/tone.tsx'
import { Report } from '../process/replay-report.tsx'
import type { WireOutput } from '../wire/client.ts'
import { late } from '../wire/late.ts'
import { useAsk } from '../wire/queries.ts'
import { formatDistance } from '../words/format.ts'
import { nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import { words } from './words.ts'

const Diagram = late(async () => ({ default: (await import('../process/diagram.tsx')).Diagram }))

type Draft = WireOutput<typeof getDraft>

export default function DraftScreen() {
  const t = useWords(words)
  const { draftId = '' } = useParams({ strict: false }) as { draftId?: string }
  const { data: draft, error } = useAsk(getDraft, { draftId })
  if (error) return <RefusalNote error={error} />
  if (!draft) return null
  const fill = { draftId }
  const isOpen = draft.status === 'proposed'
  return (
    <RecordPage
      title={draft.keys.join(', ')}
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
            'kind',
            'resource',
            'proposedByName',
            'proposedAt',
            'decidedByName',
            'decidedAt',
            'decidedBecause',
          ]}
        />
      }
      tabs={[
        {
          name: 'difference',
          title: t('difference'),
          count: draft.difference.length,
          content: <Difference draft={draft} />,
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

const tones = { added: 'green', removed: 'red', changed: 'yellow' } as const

function Difference({ draft }: { draft: Draft }) {
  const t = useWords(words)
  return (
    <Table.ScrollContainer minWidth={640}>
      <Table withTableBorder striped>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('difference')}</Table.Th>
            <Table.Th>{t('before')}</Table.Th>
            <Table.Th>{t('after')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {draft.difference.map(({ change, id, kind, name, before, after }) => (
            <Table.Tr key={`${kind} ${id}`}>
              <Table.Td>
                <Tone tone={tones[change]}>{nameOf(change)}</Tone> {nameOf(kind)} {name || id}
              </Table.Td>
              <Table.Td ff="monospace" style={{ overflowWrap: 'anywhere' }}>
                {before}
              </Table.Td>
              <Table.Td ff="monospace" style={{ overflowWrap: 'anywhere' }}>
                {after}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
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
