/** What the contracts of a project will have cost when complete, by everybody who said so, the newest first. */
import { Group, Stack } from '@mantine/core'
import { listEstimates, setEstimate } from '#flow/projects/contract.ts'
import { CommandButton } from '../language/command-button.tsx'
import { List } from '../language/list/list.tsx'
import { useWords } from '../words/words.ts'
import { words } from './words.ts'

interface Props {
  readonly projectId: string
  readonly contracts: readonly { id: string; number: string }[]
  readonly isClosed: boolean
}

export function Estimates({ projectId, contracts, isClosed }: Props) {
  const t = useWords(words)
  return (
    <Stack gap="sm">
      {!isClosed && (
        <Group gap="xs">
          {contracts.map(({ id, number }) => (
            <CommandButton
              key={id}
              contract={setEstimate}
              label={t('estimateOf', { number })}
              fill={{ projectId, contractId: id }}
            />
          ))}
        </Group>
      )}
      <List
        contract={listEstimates}
        name="estimates"
        fixed={{ projectId }}
        sort="-estimatedAt"
        filters={[]}
        columns={[
          { name: 'contractNumber', phone: 'title' },
          { name: 'cost', phone: 'end' },
          { name: 'estimatedOn', sort: 'estimatedAt', phone: 'line' },
          { name: 'reason', phone: 'line' },
        ]}
        idOf={({ id }) => id}
        empty={{ icon: 'project', title: t('noEstimates'), text: t('noEstimatesText') }}
      />
    </Stack>
  )
}
