/** How the terms of a deal were approved: the way its process took, and the rule that chose it. */
import { Group, Stack, Text, Timeline } from '@mantine/core'
import { useMemo } from 'react'
import { explainInstance, listInstances } from '#engines/process/contract.ts'
import { preview } from '#flow/quotes/contract.ts'
import { Asked } from '../language/asked.tsx'
import { Empty } from '../language/empty.tsx'
import { useModelNames } from '../language/model-names.ts'
import { RefusalNote } from '../language/refusal-note.tsx'
import { useNoteWords } from '../language/said-texts.tsx'
import { StateBadge } from '../language/state-badge.tsx'
import type { WireOutput } from '../wire/client.ts'
import { useSession } from '../wire/session.tsx'
import { formatMoment } from '../words/format.ts'
import { useWords } from '../words/words.ts'
import { contentOf, draftOf } from './draft.ts'
import { Route } from './price-now.tsx'
import { usePriced } from './priced.ts'
import type { Quote } from './view.ts'
import { words } from './words.ts'

type Step = WireOutput<typeof explainInstance>['steps'][number]

/** What decides or is decided; the machinery between is read in the process itself. */
const telling = new Set(['rule', 'user', 'exclusive', 'service'])

export function Approval({ quote }: { quote: Quote }) {
  const { may } = useSession()
  return (
    <Stack gap="md">
      {(quote.state === 'draft' || quote.state === 'active') && may(preview) && <Foreseen quote={quote} />}
      <Begun opportunityId={quote.opportunityId} />
    </Stack>
  )
}

/** Who would approve it as it stands: the same decision, asked beforehand. */
function Foreseen({ quote }: { quote: Quote }) {
  const content = useMemo(() => contentOf(draftOf(quote)), [quote])
  const { data, error } = usePriced(content)
  if (error) return <RefusalNote error={error} />
  return data?.approval ? <Route approval={data.approval} /> : null
}

function Begun({ opportunityId }: { opportunityId: string }) {
  const t = useWords(words)
  const { may } = useSession()
  if (!may(listInstances)) return <Empty icon="process" title={t('approval')} text={t('approvalHidden')} />
  return (
    <Asked contract={listInstances} input={{ businessKey: opportunityId, sort: '-startedAt', limit: 5 }}>
      {({ items }) => {
        const [newest] = items
        if (!newest) return <Empty icon="process" title={t('approvalNone')} text={t('approvalNoneText')} />
        return (
          <Asked contract={explainInstance} input={{ instanceId: newest.id }}>
            {({ steps }) => <Path steps={steps} processKey={newest.key} />}
          </Asked>
        )
      }}
    </Asked>
  )
}

function Path({ steps, processKey }: { steps: readonly Step[]; processKey: string }) {
  const t = useWords(words)
  const inModel = useModelNames()
  const noteWords = useNoteWords()
  const told = steps.filter(({ kind, name }) => telling.has(kind) && name !== '')
  const rules = told.filter(({ kind, note }) => kind === 'rule' && note)
  return (
    <Stack gap="md">
      {rules.map(({ element, node, name, note }) => (
        <div key={element}>
          <Text size="xs" c="dimmed" fw={600}>
            {t('rule')}
          </Text>
          <Text size="sm">
            {inModel(processKey, node, name)}: {noteWords(note ?? '')}
          </Text>
        </div>
      ))}
      <div>
        <Text size="xs" c="dimmed" fw={600} mb="xs">
          {t('route')}
        </Text>
        <Timeline bulletSize={12} lineWidth={2}>
          {told.map((step) => (
            <Timeline.Item
              key={step.element}
              title={
                <Group gap="xs">
                  <Text size="sm" fw={600}>
                    {inModel(processKey, step.node, step.name)}
                  </Text>
                  <StateBadge state={step.outcome ?? 'waiting'} />
                </Group>
              }
            >
              <Text size="xs" c="dimmed">
                {[
                  formatMoment(step.endedAt ?? step.startedAt),
                  step.kind === 'exclusive' || !step.note ? null : noteWords(step.note),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </Text>
            </Timeline.Item>
          ))}
        </Timeline>
      </div>
    </Stack>
  )
}
