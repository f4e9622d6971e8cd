/** A model: its diagram with what runs in it, its instances, its owner and promises. */
import { Text } from '@mantine/core'
import { useNavigate, useParams } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { getProcess, listInstances, listProcesses, start } from '#engines/process/contract.ts'
import { CommandButton } from '../language/command-button.tsx'
import { List } from '../language/list/list.tsx'
import { Facts, RecordPage } from '../language/record.tsx'
import { RefusalNote } from '../language/refusal-note.tsx'
import { useAsk } from '../wire/queries.ts'
import { useSession } from '../wire/session.tsx'
import { useWords } from '../words/words.ts'
import { words } from './words.ts'

const Diagram = lazy(async () => ({ default: (await import('./diagram.tsx')).Diagram }))

export default function ModelScreen() {
  const t = useWords(words)
  const navigate = useNavigate()
  const { may } = useSession()
  const { definitionId = '' } = useParams({ strict: false }) as { definitionId?: string }
  const { data: model, error } = useAsk(getProcess, { definitionId })
  if (error) return <RefusalNote error={error} />
  if (!model) return null
  return (
    <RecordPage
      title={model.name}
      trail={[{ label: t('processes'), to: '/processes' }]}
      lead={
        <Text size="sm" style={{ whiteSpace: 'pre-line' }}>
          {model.documentation}
        </Text>
      }
      actions={
        <CommandButton
          contract={start}
          fill={{ key: model.key }}
          asks
          variant="default"
          onDone={({ instanceId }) => void navigate({ to: `/processes/instances/${instanceId}` })}
        />
      }
      facts={
        <Facts
          of={{ ...model, ...model.properties }}
          names={['owner', 'sla', 'kpi', 'version', 'versionTag', 'deployedAt', 'resource']}
        />
      }
      tabs={[
        {
          name: 'diagram',
          title: t('diagram'),
          content: (
            <Suspense>
              <Diagram xml={model.xml} height={480} />
            </Suspense>
          ),
        },
        ...(may(listInstances)
          ? [
              {
                name: 'instances',
                title: t('instances'),
                content: (
                  <List
                    name="instances"
                    contract={listInstances}
                    fixed={{ key: model.key }}
                    sort="-startedAt"
                    columns={[
                      { name: 'status', phone: 'end' },
                      { name: 'startedAt', sort: 'startedAt', width: 2, phone: 'title' },
                      { name: 'updatedAt', sort: 'updatedAt', width: 2 },
                      { name: 'version' },
                      { name: 'incidents', phone: 'line' },
                    ]}
                    idOf={({ id }) => id}
                    opens={({ id }) => `/processes/instances/${id}`}
                    empty={{ icon: 'process', title: t('noInstances') }}
                  />
                ),
              },
            ]
          : []),
        {
          name: 'versions',
          title: t('versions'),
          content: (
            <List
              name="versions"
              contract={listProcesses}
              fixed={{ key: model.key, versions: 'all' }}
              sort="-deployedAt"
              columns={[
                { name: 'version', phone: 'title' },
                { name: 'deployedAt', width: 2, phone: 'line' },
                { name: 'activeInstances', phone: 'end' },
                { name: 'latest' },
              ]}
              idOf={({ id }) => id}
              opens={({ id }) => `/processes/models/${id}`}
              empty={{ title: t('versions') }}
            />
          ),
        },
      ]}
    />
  )
}
