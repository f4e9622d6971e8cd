/** Every control account held against the subledger it sums up: equal, or where not. */
import { Group, Stack, Text } from '@mantine/core'
import { reconcile } from '#flow/collections/contract.ts'
import { Asked } from '../language/asked.tsx'
import { Empty } from '../language/empty.tsx'
import { Icon } from '../language/icon.tsx'
import { placeOfRecord } from '../language/kinds.ts'
import { Lines } from '../language/lines.tsx'
import { Tone } from '../language/tone.tsx'
import type { WireOutput } from '../wire/client.ts'
import { formatMoney } from '../words/format.ts'
import { nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import { words } from './words.ts'

type Answer = WireOutput<typeof reconcile>
type Line = Answer['lines'][number]

const isEqual = (line: Line) => line.differing === 0

export function Reconciliation() {
  return (
    <Asked contract={reconcile} input={{}}>
      {(answer) => <Shown answer={answer} />}
    </Asked>
  )
}

function Shown({ answer }: { answer: Answer }) {
  const t = useWords(words)
  const { lines } = answer
  if (lines.length === 0) return <Empty icon="ledger" title={t('nothingKept')} text={t('nothingKeptText')} />
  const count = lines.filter((line) => !isEqual(line)).length
  return (
    <Stack gap="sm">
      <Group gap="xs" role="status">
        <Tone tone={answer.agrees ? 'green' : 'red'}>{answer.agrees ? '=' : '≠'}</Tone>
        <Text fw={600}>{answer.agrees ? t('agreesAll') : t('agreesNot', { count, all: lines.length })}</Text>
      </Group>
      <Lines
        label={t('reconcile')}
        rows={lines}
        columns={[
          { name: 'what', phone: 'title', show: ({ what }) => nameOf(what) },
          { name: 'entityCode', phone: 'line' },
          { name: 'subledger', phone: 'line' },
          { name: 'agrees', title: ' ', phone: 'end', show: (line) => <Verdict line={line} /> },
          { name: 'ledger', phone: 'line' },
        ]}
        idOf={({ what, entityCode, currency }) => `${what} ${entityCode} ${currency}`}
        opens={(line) => firstPlace(line)}
      />
    </Stack>
  )
}

function Verdict({ line }: { line: Line }) {
  const t = useWords(words)
  if (isEqual(line)) return <Tone tone="green">= {t('equal')}</Tone>
  return (
    <Group gap={4} wrap="nowrap">
      <Tone tone="red">≠ {t('differs', { amount: formatMoney(line.difference) })}</Tone>
      <Text size="xs">{t('differingDocuments', { count: line.differing })}</Text>
      <Icon name="next" size={12} />
    </Group>
  )
}

/** The first document that differs. */
function firstPlace({ first }: Line): string | null {
  const [document] = first
  return document ? placeOfRecord(document.type, document.id) : null
}
