/** Bringing what runs on one version of a process to another: what stands in the way first, then the change itself. */
import { Alert, Button, Group, Select, Stack, Text } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { getProcess, listProcesses, planMigration, startOperation } from '#engines/process/contract.ts'
import { Asked, usePlace } from '../language/asked.tsx'
import { CommandButton } from '../language/command-button.tsx'
import { useDraft } from '../language/form/draft.ts'
import { ListSelect } from '../language/form/list-select.tsx'
import { Icon } from '../language/icon.tsx'
import { List } from '../language/list/list.tsx'
import { useModelNames } from '../language/model-names.ts'
import { Page, Section } from '../language/page.tsx'
import { Tone } from '../language/tone.tsx'
import type { WireOutput } from '../wire/client.ts'
import { useAsk } from '../wire/queries.ts'
import { nameOf } from '../words/names.ts'
import { problemWords } from '../words/refusals.ts'
import { useWords } from '../words/words.ts'
import { type Step, stepsOf } from './steps.ts'
import { words } from './words.ts'

type Model = WireOutput<typeof getProcess>
type Plan = WireOutput<typeof planMigration>
type InWords = (found: Plan['plan'][number]) => string

export default function MigrationScreen() {
  const definitionId = usePlace('definitionId')
  return (
    <Asked contract={getProcess} input={{ definitionId }}>
      {(model) => <Migration key={model.id} from={model} />}
    </Asked>
  )
}

function Migration({ from }: { from: Model }) {
  const t = useWords(words)
  const inModel = useModelNames()
  const [target, setTarget] = useState<string | null>(null)
  const { data } = useAsk(listProcesses, { key: from.key })
  const latest = data?.items[0]?.id
  const to = target ?? (latest === from.id ? null : (latest ?? null))
  return (
    <Page
      title={t('migrate', { name: inModel(from.key, from.key, from.name), version: from.version })}
      lead={t('migrateLead')}
    >
      <Stack gap="lg">
        <ListSelect
          contract={listProcesses}
          input={{ key: from.key, versions: 'all', limit: 200 }}
          option={({ id, version, versionTag }) => ({
            value: id,
            label: `${t('version', { version })}${versionTag ? ` · ${versionTag}` : ''}`,
          })}
          label={t('migrateTo')}
          maw={360}
          allowDeselect={false}
          value={to}
          onChange={setTarget}
        />
        {to === null || to === from.id ? (
          <Text c="dimmed">{t('migrateNowhere')}</Text>
        ) : (
          <Asked contract={getProcess} input={{ definitionId: to }}>
            {(model) => <Planned key={model.id} from={from} to={model} />}
          </Asked>
        )}
      </Stack>
    </Page>
  )
}

const unmapped = {}

/** The plan between two versions: it is asked anew with every element that is told apart. */
function Planned({ from, to }: { from: Model; to: Model }) {
  const t = useWords(words)
  const navigate = useNavigate()
  const draft = useDraft(`migration ${from.id} ${to.id}`, unmapped)
  const mapping = draft.values as Readonly<Record<string, string>>
  const [timers, setTimers] = useState<'keep' | 'recount'>('keep')
  const question = { from: from.id, to: to.id, mapping, timers }
  // Reading the model for its names takes a while, and every choice draws this again.
  const inWords = useMemo(() => wordsFor(from), [from])
  return (
    <Asked contract={planMigration} input={question}>
      {(plan) => (
        <Stack gap="lg">
          <Select
            label={nameOf('timers')}
            description={t('timersLead')}
            maw={360}
            allowDeselect={false}
            data={[
              { value: 'keep', label: t('timersKeep') },
              { value: 'recount', label: t('timersRecount') },
            ]}
            value={timers}
            onChange={(value) => setTimers(value === 'recount' ? 'recount' : 'keep')}
          />
          <Told {...{ from, to, plan, inWords, mapping }} setMapping={draft.set} />
          <Section title={t('instances')}>
            <List
              name="plan"
              contract={planMigration}
              fixed={question}
              columns={[
                { name: 'startedAt', phone: 'title' },
                {
                  name: 'findings',
                  title: t('inTheWay'),
                  phone: 'line',
                  show: ({ findings }) =>
                    findings.length === 0 ? (
                      <Tone tone="green">{t('fits')}</Tone>
                    ) : (
                      findings.map(inWords).join(' ')
                    ),
                },
              ]}
              idOf={({ id }) => id}
              opens={({ id }) => `/processes/instances/${id}`}
              empty={{ icon: 'check', title: t('noInstances'), text: t('migrateNothing') }}
            />
          </Section>
          {plan.items.length > 0 && (
            <Group justify="flex-end">
              <CommandButton
                contract={startOperation}
                label={t('migrateAll')}
                variant="filled"
                isDisabled={plan.plan.length > 0}
                fill={{
                  kind: 'migrate',
                  filter: { definitionId: from.id },
                  migration: { to: to.id, mapping, timers },
                }}
                fields={['reason']}
                onDone={({ operationId }) => {
                  draft.forget()
                  void navigate({ to: `/processes/operations/${operationId}` })
                }}
              />
            </Group>
          )}
        </Stack>
      )}
    </Asked>
  )
}

interface ToldProps {
  readonly from: Model
  readonly to: Model
  readonly plan: Plan
  readonly inWords: InWords
  readonly mapping: Readonly<Record<string, string>>
  readonly setMapping: (mapping: Readonly<Record<string, string>>) => void
}

/** Steps that became others: those the plan asks about, and those that were told already. */
function Told({ from, to, plan, inWords, mapping, setMapping }: ToldProps) {
  const t = useWords(words)
  const asked = new Set([...Object.keys(mapping), ...findingsOf(plan).map(({ node }) => node)])
  const old = stepsOf(from.xml).filter(({ id }) => asked.has(id))
  if (plan.plan.length === 0 && old.length === 0) return null
  const offered = stepsOf(to.xml)
  return (
    <Stack gap="sm">
      {plan.plan.map((found) => (
        <Alert key={`${found.node} ${found.message}`} color="yellow" icon={<Icon name="warning" />}>
          {inWords(found)}
        </Alert>
      ))}
      {old.map((step) => (
        <Select
          key={step.id}
          label={t('becomes', { name: labelOf(step) })}
          maw={360}
          searchable
          clearable
          data={offered.map((one) => ({ value: one.id, label: labelOf(one) }))}
          value={mapping[step.id] ?? null}
          onChange={(value) => setMapping(withStep(mapping, step.id, value))}
        />
      ))}
      {Object.keys(mapping).length > 0 && (
        <Button variant="subtle" size="compact-sm" w="fit-content" onClick={() => setMapping({})}>
          {t('forgetMapping')}
        </Button>
      )}
    </Stack>
  )
}

/** What stands in the way, at the step as people call it. */
function wordsFor({ xml }: Model): InWords {
  const names = new Map(stepsOf(xml).map(({ id, name }) => [id, name]))
  return ({ code, node, message, cure }) =>
    problemWords({ code, detail: `${message} ${cure}`, params: { element: names.get(node) || node } })
}

const findingsOf = ({ plan, items }: Plan) => [...plan, ...items.flatMap(({ findings }) => findings)]

const labelOf = ({ name, id, kind }: Step) => `${name || id} · ${nameOf(kind)}`

function withStep(mapping: Readonly<Record<string, string>>, id: string, target: string | null) {
  const { [id]: _, ...others } = mapping
  return target === null ? others : { ...others, [id]: target }
}
