/** Changes of a contract, each with what it costs and where it stands; asked for here, line by line. */
import { Group, Stack } from '@mantine/core'
import { listChanges, requestChange, withdrawChange } from '#flow/contracts/contract.ts'
import { CommandButton } from '../language/command-button.tsx'
import { List } from '../language/list/list.tsx'
import { useWords } from '../words/words.ts'
import type { ContractView } from './view.ts'
import { words } from './words.ts'

export function Changes({ contract }: { contract: ContractView }) {
  const t = useWords(words)
  const changeable = contract.lines.filter(({ billingMethod }) => billingMethod !== 'recurring_fee')
  return (
    <Stack gap="sm">
      {contract.state === 'active' && (
        <Group gap="xs">
          {changeable.map(({ id, title }) => (
            <CommandButton
              key={id}
              contract={requestChange}
              label={changeable.length > 1 ? `${t('requestChange')}: ${title}` : t('requestChange')}
              fill={{ contractLineId: id }}
            />
          ))}
        </Group>
      )}
      <List
        contract={listChanges}
        name="changes"
        fixed={{ contractId: contract.id }}
        filters={[]}
        columns={[
          { name: 'number', phone: 'title' },
          { name: 'title', phone: 'line' },
          { name: 'state', phone: 'line' },
          { name: 'endsOn' },
          { name: 'margin' },
          { name: 'amount', phone: 'end' },
          {
            name: 'actions',
            title: ' ',
            show: ({ id, state, revision }) =>
              (state === 'asked' || state === 'approved') && (
                <CommandButton
                  contract={withdrawChange}
                  fill={{ changeId: id }}
                  revision={revision}
                  size="compact-xs"
                  color="gray"
                />
              ),
          },
        ]}
        idOf={({ id }) => id}
        empty={{ icon: 'contract', title: t('noChanges'), text: t('noChangesText') }}
      />
    </Stack>
  )
}
