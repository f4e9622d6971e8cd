/** One run of a process: where it stands in its diagram, how it came there, what stops it. */
import { Alert, Button, Group, Stack, Table, Text, Timeline } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useParams } from '@tanstack/react-router'
import { Suspense } from 'react'
import {
  cancel,
  explainInstance,
  getInstance,
  getProcess,
  modify,
  replayInstance,
  resolveIncident,
  resume,
  retry,
  setVariables,
  skipIncident,
  suspend,
} from '#engines/process/contract.ts'
import { Called } from '../language/called.tsx'
import { CommandButton, tellRefused } from '../language/command-button.tsx'
import type { FieldOverride } from '../language/command-form.tsx'
import { Empty } from '../language/empty.tsx'
import { NamedValues } from '../language/form/named-values.tsx'
import { Icon } from '../language/icon.tsx'
import { useModelNames } from '../language/model-names.ts'
import { Facts, RecordLink, RecordPage } from '../language/record.tsx'
import { RefusalNote } from '../language/refusal-note.tsx'
import { useNoteWords } from '../language/said-texts.tsx'
import { Value } from '../language/value.tsx'
import { ask, type WireOutput } from '../wire/client.ts'
import { late } from '../wire/late.ts'
import { useAsk } from '../wire/queries.ts'
import type { RefusalError } from '../wire/refusal-error.ts'
import { useSession } from '../wire/session.tsx'
import { formatDistance, formatMoment } from '../words/format.ts'
import { nameOf } from '../words/names.ts'
import { reasonWords } from '../words/reasons.ts'
import { useWords } from '../words/words.ts'
import type { Mark } from './diagram.tsx'
import { incidentWords } from './incident-words.ts'
import { words } from './words.ts'

const Diagram = late(async () => ({ default: (await import('./diagram.tsx')).Diagram }))

type Instance = WireOutput<typeof getInstance>
type Story = WireOutput<typeof explainInstance>

export default function InstanceScreen() {
  const t = useWords(words)
  const inModel = useModelNames()
  const { instanceId = '' } = useParams({ strict: false }) as { instanceId?: string }
  const { data: instance, error } = useAsk(getInstance, { instanceId })
  const { data: story } = useAsk(explainInstance, { instanceId })
  const { data: model } = useAsk(
    getProcess,
    { definitionId: instance?.definitionId ?? '' },
    { enabled: instance !== undefined, staleTime: Number.POSITIVE_INFINITY },
  )
  if (error) return <RefusalNote error={error} />
  if (!instance) return null
  const fill = { instanceId }
  const known = { fill, revision: instance.revision }
  const isActive = instance.status === 'active'
  const mended = mendedOf(instance.variables)
  const name = inModel(instance.key, instance.key, instance.name)
  return (
    <RecordPage
      title={name}
      state={instance.status}
      lead={instance.businessKey && <Called businessKey={instance.businessKey} />}
      trail={[
        { label: t('processes'), to: '/processes' },
        { label: `${name} v${instance.version}`, to: `/processes/models/${instance.definitionId}` },
      ]}
      actions={
        isActive && (
          <>
            <Replay instanceId={instanceId} />
            {instance.suspension ? (
              <CommandButton contract={resume} fill={fill} variant="filled" />
            ) : (
              <CommandButton
                contract={suspend}
                fill={fill}
                variant="default"
                preview={() => (
                  <Text size="sm">
                    {t('suspendLead')}{' '}
                    {instance.waiting.length > 0 && t('suspendWaits', { count: instance.waiting.length })}
                  </Text>
                )}
                undo={{ contract: resume, input: () => ({ ...fill, reason: t('takenBack') }) }}
              />
            )}
            <CommandButton contract={modify} {...known} variant="default" asks />
            <CommandButton contract={setVariables} {...known} variant="default" overrides={mended} />
            <CommandButton contract={cancel} {...known} color="red" />
          </>
        )
      }
      process={<Waiting instance={instance} overrides={mended} />}
      facts={<Facts of={instance} names={['startedAt', 'endedAt', 'version']} />}
      tabs={[
        {
          name: 'diagram',
          title: t('diagram'),
          content: model && (
            <Suspense>
              <Diagram xml={model.xml} marks={marksOf(instance, story)} />
            </Suspense>
          ),
        },
        {
          name: 'path',
          title: t('path'),
          content: story && <Path story={story} processKey={instance.key} />,
        },
        { name: 'variables', title: t('variables'), content: <Variables of={instance.variables} /> },
        {
          name: 'called',
          title: t('called'),
          count: instance.called.length,
          content:
            instance.called.length === 0 ? (
              <Empty icon="process" title={t('noneCalled')} text={t('noneCalledLead')} />
            ) : (
              <Stack gap={4}>
                {instance.called.map(({ id, key, status }) => (
                  <RecordLink key={id} to={`/processes/instances/${id}`}>
                    {inModel(key, key, key)} · {nameOf(status)}
                  </RecordLink>
                ))}
              </Stack>
            ),
        },
      ]}
    />
  )
}

/** Passed elements in green, those it waits at in blue, those that stopped it in red. */
function marksOf(instance: Instance, story: Story | undefined): Record<string, Mark> {
  const marks: Record<string, Mark> = {}
  for (const { node, outcome, via } of story?.steps ?? []) {
    if (outcome === 'completed') marks[node] = { tone: 'passed' }
    const flow = via?.split(' ')[0]
    if (flow) marks[flow] = { tone: 'passed' }
  }
  for (const { node, waits } of instance.waiting)
    marks[node] = { tone: 'waiting', title: waits.map(reasonWords).join('; ') }
  for (const one of instance.incidents) marks[one.node] = { tone: 'trouble', title: incidentWords(one) }
  return marks
}

/** What a process knows, put right by name: where something was wrong, and where it is to go on otherwise. */
function mendedOf(present: Instance['variables']): Readonly<Record<string, FieldOverride>> {
  const variables: FieldOverride = ({ value, set, error }) => (
    <MendedValues present={present} value={value} set={set} error={error} />
  )
  return { variables }
}

type MendedProps = Pick<Parameters<FieldOverride>[0], 'value' | 'set' | 'error'>

function MendedValues({ present, ...field }: MendedProps & { present: Instance['variables'] }) {
  const t = useWords(words)
  return (
    <NamedValues {...field} label={nameOf('variables')} description={t('presentValues')} present={present} />
  )
}

type WaitingProps = { instance: Instance; overrides: Readonly<Record<string, FieldOverride>> }

function Waiting({ instance, overrides }: WaitingProps) {
  const t = useWords(words)
  const inModel = useModelNames()
  return (
    <Stack gap="xs">
      {instance.incidents.map(({ id, ...told }) => (
        <Alert key={id} color="red" icon={<Icon name="warning" />} title={t('incident')}>
          <Group justify="space-between">
            <Text size="sm">{incidentWords(told)}</Text>
            <Group gap={4}>
              <CommandButton
                contract={skipIncident}
                fill={{ incidentId: id }}
                overrides={overrides}
                size="xs"
                variant="default"
              />
              <CommandButton
                contract={resolveIncident}
                fill={{ incidentId: id }}
                overrides={overrides}
                size="xs"
                variant="default"
              />
              <CommandButton contract={retry} fill={{ incidentId: id }} size="xs" />
            </Group>
          </Group>
        </Alert>
      ))}
      {instance.waiting.map(({ element, node, name, since, waits }) => (
        <Group key={element} gap="xs" wrap="nowrap" align="flex-start">
          <Icon name="clock" size={16} />
          <Text size="sm">
            <b>{inModel(instance.key, node, name)}</b> · {waits.map(reasonWords).join('; ')} ·{' '}
            {t('since', { when: formatDistance(since) })}
          </Text>
        </Group>
      ))}
    </Stack>
  )
}

/** Steps the stored events again on the present engine and tells whether everything comes out the same. */
function Replay({ instanceId }: { instanceId: string }) {
  const t = useWords(words)
  const { may } = useSession()
  if (!may(replayInstance)) return null
  const replay = async () => {
    try {
      const { events, same, differences } = await ask(replayInstance, { instanceId })
      notifications.show({
        color: same ? 'green' : 'yellow',
        message: same ? t('same', { events }) : t('differs', { events, count: differences.length }),
      })
    } catch (error) {
      tellRefused(error as RefusalError)
    }
  }
  return (
    <Button variant="default" onClick={() => void replay()}>
      {t('replay')}
    </Button>
  )
}

function Path({ story, processKey }: { story: Story; processKey: string }) {
  const t = useWords(words)
  const inModel = useModelNames()
  const kindOf = (kind: string) => t(`kind_${kind.replaceAll('-', '_')}` as 'kind_task')
  const noteWords = useNoteWords()
  return (
    <Timeline bulletSize={14} lineWidth={2} active={story.steps.length}>
      {story.steps.map((step) => (
        <Timeline.Item
          key={step.element}
          title={<Text fw={600}>{inModel(processKey, step.node, step.name) || kindOf(step.kind)}</Text>}
        >
          <Text size="xs" c="dimmed">
            {kindOf(step.kind)} · {formatMoment(step.startedAt)}
            {step.outcome && ` · ${nameOf(step.outcome)}`}
          </Text>
          {step.note && <Text size="sm">{noteWords(step.note)}</Text>}
        </Timeline.Item>
      ))}
    </Timeline>
  )
}

function Variables({ of }: { of: Readonly<Record<string, unknown>> }) {
  return (
    <Table.ScrollContainer minWidth={360}>
      <Table withTableBorder>
        <Table.Tbody>
          {Object.entries(of).map(([name, value]) => (
            <Table.Tr key={name}>
              <Table.Th w="30%">{nameOf(name)}</Table.Th>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>
                <Value name={name} value={value} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
