/** One decision: its table, to be tried and to be changed as a draft. */
import { Button, Group, Stack, Text } from '@mantine/core'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useEffect, useMemo, useState } from 'react'
import { get as getDecision } from '#engines/decisions/contract.ts'
import { propose } from '#engines/process/contract.ts'
import { CommandButton } from '../language/command-button.tsx'
import { useDraft, type Values } from '../language/form/draft.ts'
import { same } from '../language/form/same.ts'
import { StaleNote } from '../language/form/stale-note.tsx'
import { Facts, RecordPage } from '../language/record.tsx'
import { RefusalNote } from '../language/refusal-note.tsx'
import type { WireOutput } from '../wire/client.ts'
import { useAsk } from '../wire/queries.ts'
import { useSession } from '../wire/session.tsx'
import { language, useWords } from '../words/words.ts'
import { chosen, type MergedRules, mergedRules, placeOf, standing } from './merge-rules.ts'
import { TableEditor } from './table-editor.tsx'
import { changesBetween, type DecisionTable, nameIn, type Rule, readTable, withRules } from './table-xml.ts'
import { Trial } from './trial.tsx'
import { words } from './words.ts'

type Decision = WireOutput<typeof getDecision>

export default function DecisionScreen() {
  const t = useWords(words)
  const { key = '' } = useParams({ strict: false }) as { key?: string }
  const { data: decision, error } = useAsk(getDecision, { key })
  if (error) return <RefusalNote error={error} />
  if (!decision) return null
  return (
    <RecordPage
      title={nameIn(decision.xml, decision.key, decision.name, language())}
      trail={[{ label: t('decisions'), to: '/decisions' }]}
      facts={<Facts of={decision} names={['key', 'version', 'modelName', 'deployedAt']} />}
      tabs={[
        {
          name: 'table',
          title: t('table'),
          content: <Edited key={decision.key} decision={decision} />,
        },
        { name: 'try', title: t('try'), content: <Trial decision={decision} /> },
      ]}
    />
  )
}

/** The table as it is written on: what comes into force meanwhile is merged into what was typed, cell by cell. */
function useWriting(decision: Decision, table: DecisionTable) {
  const inForce = useMemo(() => ({ rules: table.rules }), [table])
  const draft = useDraft(`decision ${decision.key}`, inForce)
  const [begun, setBegun] = useState(() => rulesOf(draft.was?.begun ?? inForce))
  const [met, setMet] = useState<Met | null>(null)
  const rules = rulesOf(draft.values)
  useEffect(() => {
    if (begun === table.rules) return
    setBegun(table.rules)
    if (same(begun, table.rules)) return
    const { was } = draft
    const mine = was && rulesOf(was.begun) === begun ? rulesOf(was.typed) : rules
    const both = { mine, theirs: table.rules }
    const found = mergedRules(begun, mine, table.rules)
    draft.goOn({ rules: found.settled }, { rules: found.rules })
    const isMine = !same(begun, mine)
    setMet(
      isMine && found.merged.contested.length + found.merged.taken.length > 0 ? { ...both, found } : null,
    )
  }, [begun, table, rules, draft])
  const forget = () => {
    draft.forget()
    setMet(null)
  }
  return { rules, met, forget, set: (changed: readonly Rule[]) => draft.set({ rules: changed }) }
}

/** What was found when another version met what was typed. */
interface Met {
  readonly mine: readonly Rule[]
  readonly theirs: readonly Rule[]
  readonly found: MergedRules
}

const rulesOf = (values: Values) => values['rules'] as readonly Rule[]

function Edited({ decision }: { decision: Decision }) {
  const t = useWords(words)
  const table = useMemo(() => readTable(decision.xml, decision.key, language()), [decision])
  if (!table) return <Text c="dimmed">{t('noTable')}</Text>
  return <Writing decision={decision} table={table} />
}

function Writing({ decision, table }: { decision: Decision; table: DecisionTable }) {
  const t = useWords(words)
  const navigate = useNavigate()
  const { may } = useSession()
  const { rules, met, set, forget } = useWriting(decision, table)
  const changes = changesBetween(table.rules, rules)
  return (
    <Stack>
      {met && <MetNote met={met} version={decision.version} table={table} rules={rules} set={set} />}
      <TableEditor table={table} rules={rules} {...(may(propose) ? { change: set } : {})} />
      {changes > 0 && (
        <Group justify="flex-end">
          <Text size="sm" c="dimmed">
            {t('changed', { count: changes })}
          </Text>
          <Button variant="default" onClick={forget}>
            {t('undoAll')}
          </Button>
          <CommandButton
            contract={propose}
            label={t('propose')}
            variant="filled"
            fill={{
              kind: 'decision',
              resource: `${decision.key}.dmn`,
              xml: withRules(decision.xml, decision.key, rules),
              writtenOn: { [decision.key]: decision.version },
            }}
            onDone={({ draftId }) => {
              forget()
              void navigate({ to: `/drafts/${draftId}` })
            }}
          />
        </Group>
      )}
    </Stack>
  )
}

interface MetNoteProps {
  readonly met: Met
  readonly version: number
  readonly table: DecisionTable
  readonly rules: readonly Rule[]
  readonly set: (rules: readonly Rule[]) => void
}

/** Another version has come into force while this one was written on: both, cell by cell. */
function MetNote({ met, version, table, rules, set }: MetNoteProps) {
  const t = useWords(words)
  const { found } = met
  const now = standing(rules, found.merged.contested)
  const columns = [...table.inputs, ...table.outputs]
  const called = (name: string) => {
    const { id, cell } = placeOf(name)
    const place = [rules, met.theirs, met.mine]
      .map((list) => list.findIndex((rule) => rule.id === id))
      .find((at) => at >= 0)
    const number = (place ?? 0) + 1
    if (cell === 'rule') return `${t('rule')} ${number}`
    return t('cell', { number, column: columns[Number.parseInt(cell, 10)] ?? t('note') })
  }
  return (
    <StaleNote
      title={t('overtaken', { version })}
      theirs={found.theirs}
      mine={found.mine}
      merged={found.merged}
      values={now}
      called={called}
      choose={(values) => {
        const name = found.merged.contested.find((one) => values[one] !== now[one])
        if (name) set(chosen(rules, name, values[name], met))
      }}
    />
  )
}
