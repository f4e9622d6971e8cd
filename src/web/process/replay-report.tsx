/** A replay report: how much of the past would have come out otherwise, and what it would have saved. */
import { Stack, Text } from '@mantine/core'
import { getReplay, listDifferences } from '#engines/process/contract.ts'
import { Asked } from '../language/asked.tsx'
import { Figure } from '../language/figure.tsx'
import { useModelNames } from '../language/model-names.ts'
import { Figures } from '../language/record.tsx'
import { Value } from '../language/value.tsx'
import type { WireOutput } from '../wire/client.ts'
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
  if (against.decision) return t('againstDecision', against.decision)
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
        <Text key={JSON.stringify([before, after])} size="sm" component="div">
          {count} × <Value name="before" value={before} /> → <Value name="after" value={after} />
        </Text>
      ))}
    </Stack>
  )
}
