/** One decision: its table, to be tried and to be changed as a draft. */
import { Button, Group, Stack, Text } from '@mantine/core'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useMemo } from 'react'
import { get as getDecision } from '#engines/decisions/contract.ts'
import { propose } from '#engines/process/contract.ts'
import { CommandButton } from '../language/command-button.tsx'
import { useDraft } from '../language/form/draft.ts'
import { Facts, RecordPage } from '../language/record.tsx'
import { RefusalNote } from '../language/refusal-note.tsx'
import type { WireOutput } from '../wire/client.ts'
import { useAsk } from '../wire/queries.ts'
import { useSession } from '../wire/session.tsx'
import { language, useWords } from '../words/words.ts'
import { TableEditor } from './table-editor.tsx'
import { changesBetween, nameIn, type Rule, readTable, withRules } from './table-xml.ts'
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
          content: <Edited key={decision.contentHash} decision={decision} />,
        },
        { name: 'try', title: t('try'), content: <Trial decision={decision} /> },
      ]}
    />
  )
}

function Edited({ decision }: { decision: Decision }) {
  const t = useWords(words)
  const navigate = useNavigate()
  const { may } = useSession()
  const table = useMemo(() => readTable(decision.xml, decision.key, language()), [decision])
  const begun = useMemo(() => ({ rules: table?.rules ?? [] }), [table])
  // Of this version only: changes to a table that has become another one would undo what has become of it.
  const draft = useDraft(`decision ${decision.key} ${decision.contentHash}`, begun)
  const rules = draft.values['rules'] as readonly Rule[]
  if (!table) return <Text c="dimmed">{t('noTable')}</Text>
  const changes = changesBetween(table.rules, rules)
  return (
    <Stack>
      <TableEditor
        table={table}
        rules={rules}
        {...(may(propose) ? { change: (changed: readonly Rule[]) => draft.set({ rules: changed }) } : {})}
      />
      {changes > 0 && (
        <Group justify="flex-end">
          <Text size="sm" c="dimmed">
            {t('changed', { count: changes })}
          </Text>
          <Button variant="default" onClick={draft.forget}>
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
            }}
            onDone={({ draftId }) => {
              draft.forget()
              void navigate({ to: `/drafts/${draftId}` })
            }}
          />
        </Group>
      )}
    </Stack>
  )
}
