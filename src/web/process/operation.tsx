/** One operation on many instances: how far it is, what each instance said, and the way to stop it. */
import { Progress, Text } from '@mantine/core'
import { cancelOperation, getOperation, listItems } from '#engines/process/contract.ts'
import { Asked, usePlace } from '../language/asked.tsx'
import { CommandButton } from '../language/command-button.tsx'
import { Figure } from '../language/figure.tsx'
import { List } from '../language/list/list.tsx'
import { Facts, Figures, RecordPage } from '../language/record.tsx'
import type { WireOutput } from '../wire/client.ts'
import { nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import { words } from './words.ts'

export default function OperationScreen() {
  const operationId = usePlace('operationId')
  return (
    <Asked contract={getOperation} input={{ operationId }}>
      {(operation) => <Operation operation={operation} />}
    </Asked>
  )
}

function Operation({ operation }: { operation: WireOutput<typeof getOperation> }) {
  const t = useWords(words)
  const { id: operationId, kind, status, reason, total, done, refused, open } = operation
  const worked = done + refused
  return (
    <RecordPage
      title={nameOf(kind)}
      state={status}
      trail={[
        { label: t('processes'), to: '/processes' },
        { label: t('operations'), to: '/processes/operations' },
      ]}
      lead={<Text size="sm">{reason}</Text>}
      actions={
        status === 'running' && (
          <CommandButton contract={cancelOperation} fill={{ operationId }} color="red" />
        )
      }
      process={
        <div>
          <Text size="sm" c="dimmed" mb={4}>
            {t('worked', { worked, total })}
          </Text>
          <Progress
            value={total === 0 ? 100 : (worked / total) * 100}
            aria-label={t('worked', { worked, total })}
          />
        </div>
      }
      figures={
        <Figures>
          <Figure label={nameOf('done')} value={done} />
          <Figure label={nameOf('refused')} value={refused} {...(refused > 0 ? { tone: 'red' } : {})} />
          <Figure label={nameOf('open')} value={open} />
        </Figures>
      }
      facts={
        <Facts
          of={operation}
          names={['startedAt', 'endedAt', 'filter', ...(kind === 'modify' ? ['input'] : [])]}
        />
      }
      tabs={[
        {
          name: 'items',
          title: t('instances'),
          count: total,
          content: (
            <List
              name="items"
              contract={listItems}
              fixed={{ operationId }}
              columns={[
                {
                  name: 'instanceId',
                  title: t('instance'),
                  phone: 'title',
                },
                { name: 'message', phone: 'line' },
                { name: 'workedAt' },
                { name: 'state', phone: 'end' },
              ]}
              idOf={({ id }) => id}
              opens={({ instanceId }) => `/processes/instances/${instanceId}`}
              empty={{ icon: 'check', title: t('noItems') }}
            />
          ),
        },
      ]}
    />
  )
}
