/** One replay report: the results together, and every case that came out otherwise. */
import { Stack, Text } from '@mantine/core'
import { getReplay, listDifferences } from '#engines/process/contract.ts'
import { Asked, usePlace } from '../language/asked.tsx'
import { Called } from '../language/called.tsx'
import { List, type RowOf } from '../language/list/list.tsx'
import { useModelNames } from '../language/model-names.ts'
import { Facts, RecordPage } from '../language/record.tsx'
import { useNoteWords } from '../language/said-texts.tsx'
import { nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import { Against, Outcomes, ReplayedProcess, type ReplayReport, Results } from './replay-report.tsx'
import { words } from './words.ts'

export default function ReplayScreen() {
  const reportId = usePlace('reportId')
  return (
    <Asked contract={getReplay} input={{ reportId }}>
      {(report) => <Replay report={report} />}
    </Asked>
  )
}

function Replay({ report }: { report: ReplayReport }) {
  const t = useWords(words)
  const inModel = useModelNames()
  return (
    <RecordPage
      title={t('replay')}
      trail={[
        { label: t('processes'), to: '/processes' },
        { label: t('replays'), to: '/processes/replays' },
      ]}
      lead={
        <Text size="sm">
          {t('against')}: <Against of={report.against} />
          <ReplayedProcess of={report.filter} before=" · " />
        </Text>
      }
      figures={<Results of={report} />}
      facts={<Facts of={report} names={['runAt', 'events']} />}
      tabs={[
        {
          name: 'differences',
          title: t('differing'),
          count: report.differing,
          content: (
            <List
              name="differences"
              contract={listDifferences}
              fixed={{ reportId: report.id }}
              columns={[
                {
                  name: 'processKey',
                  title: t('process'),
                  phone: 'line',
                  show: ({ processKey }) => inModel(processKey, processKey, processKey),
                },
                {
                  name: 'businessKey',
                  title: t('about'),
                  phone: 'title',
                  show: ({ businessKey }) => <Called businessKey={businessKey} />,
                },
                {
                  name: 'cases',
                  title: t('otherwise'),
                  phone: 'line',
                  show: (row) => <Otherwise row={row} />,
                },
              ]}
              idOf={({ id }) => id}
              opens={({ id }) => `/processes/instances/${id}`}
              empty={{ icon: 'check', title: t('allSame'), text: t('allSameLead') }}
            />
          ),
        },
      ]}
    />
  )
}

/** What came out otherwise: decisions first, then people's tasks, else the first of the effects. */
function Otherwise({ row }: { row: RowOf<typeof listDifferences> }) {
  const { cases, tasks, differences, processKey } = row
  const t = useWords(words)
  const inModel = useModelNames()
  const noteWords = useNoteWords()
  const named = (some: typeof tasks.gone) =>
    some.map(({ node }) => inModel(processKey, node, nameOf(node))).join(', ')
  const told = cases.length + tasks.gone.length + tasks.added.length
  return (
    <Stack gap={2} style={{ whiteSpace: 'normal' }}>
      {cases.map(({ node, before, after, why }) => (
        <div key={node}>
          <Outcomes before={before} after={after} isNarrow />
          <Text size="xs" c="dimmed">
            {noteWords(why)}
          </Text>
        </div>
      ))}
      {tasks.gone.length > 0 && <Text size="sm">{t('withoutTasks', { tasks: named(tasks.gone) })}</Text>}
      {tasks.added.length > 0 && <Text size="sm">{t('withTasks', { tasks: named(tasks.added) })}</Text>}
      {told === 0 && <Text size="sm">{differences.map(({ at }) => at).join(', ')}</Text>}
    </Stack>
  )
}
