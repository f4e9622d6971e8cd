/** A replay report: how much of the past would have come out otherwise, and what it would have saved. */
import { Paper, SimpleGrid, Stack, Text } from '@mantine/core'
import { getReplay, listDifferences, listDrafts } from '#engines/process/contract.ts'
import { useModelTitles } from '../decisions/model-titles.ts'
import { Asked } from '../language/asked.tsx'
import { Figure } from '../language/figure.tsx'
import { useModelNames } from '../language/model-names.ts'
import { Figures } from '../language/record.tsx'
import { Value } from '../language/value.tsx'
import type { WireOutput } from '../wire/client.ts'
import { useAsk } from '../wire/queries.ts'
import { useSession } from '../wire/session.tsx'
import { useWords } from '../words/words.ts'
import { words } from './words.ts'

export type ReplayReport = WireOutput<typeof getReplay>

/** What it was held against: a draft, another version, another decision, or only the engine of today. */
export function Against({ of }: { of: unknown }) {
  const t = useWords(words)
  const against = of as {
    readonly draftId?: string
    readonly definitionId?: string
    readonly decision?: { readonly key: string; readonly version: number }
  }
  const titleOf = useModelTitles()
  const { may } = useSession()
  const { data: drafts } = useAsk(
    listDrafts,
    { sort: '-proposedAt', limit: 200 },
    { enabled: against.draftId !== undefined && may(listDrafts) },
  )
  const draft = drafts?.items.find(({ id }) => id === against.draftId)
  if (against.decision)
    return t('againstDecision', { ...against.decision, key: titleOf('decision', against.decision.key) })
  if (draft)
    return t('againstDraftOf', {
      name: draft.keys.map((key) => titleOf(draft.kind, key)).join(', '),
      reason: draft.reason,
    })
  if (against.draftId) return t('againstDraft')
  return t(against.definitionId ? 'againstVersion' : 'againstEngine')
}

/** The process whose past it was; nothing where it was all of them. */
export function ReplayedProcess({ of, before = '' }: { of: unknown; before?: string }) {
  const inModel = useModelNames()
  const { key } = (of ?? {}) as { readonly key?: string }
  return key ? `${before}${inModel(key, key, key)}` : null
}

export function Report({ reportId }: { reportId: string }) {
  return (
    <Asked contract={getReplay} input={{ reportId }}>
      {(report) => <Results of={report} />}
    </Asked>
  )
}

export function Results({ of: report }: { of: ReplayReport }) {
  const t = useWords(words)
  const { summary } = report
  return (
    <Stack gap="sm">
      <Figures>
        <Figure
          label={t('instances')}
          value={report.instances}
          {...(report.remaining > 0 ? { note: t('notReplayed', { count: report.remaining }) } : {})}
        />
        <Figure
          label={t('differing')}
          value={report.differing}
          derivation={{ query: listDifferences.name, input: { reportId: report.id } }}
        />
        <Figure label={t('decisionsChanged')} value={summary.changed} />
        <Figure label={t('tasksGone')} value={summary.tasksGone} />
        <Figure label={t('tasksAdded')} value={summary.tasksAdded} />
        <Figure label={t('saved')} value={summary.minutesSaved} unit="minutes" />
      </Figures>
      {summary.changes.map(({ before, after, count }) => (
        <Paper key={JSON.stringify([before, after])} withBorder p="sm">
          <Text size="sm" fw={600} mb={4}>
            {t('changedSo', { count })}
          </Text>
          <Outcomes before={before} after={after} />
        </Paper>
      ))}
    </Stack>
  )
}

/** What a decision gave, and what it would have given, beside each other. */
export function Outcomes(props: { before: unknown; after: unknown; isNarrow?: boolean }) {
  const { before, after, isNarrow = false } = props

  const t = useWords(words)
  const outcomes = [
    [t('outcomeBefore'), before],
    [t('outcomeAfter'), after],
  ] as const
  return (
    <SimpleGrid cols={isNarrow ? 1 : { base: 1, sm: 2 }} spacing="xs">
      {outcomes.map(([label, value]) => (
        <Text key={label} size="sm" component="div">
          <Text size="xs" c="dimmed">
            {label}
          </Text>
          <Value name="outcome" value={value} />
        </Text>
      ))}
    </SimpleGrid>
  )
}
