/** What a role includes: every command and query, by room, and how far each reaches. */
import { Accordion, Checkbox, Group, Select, Stack, Text } from '@mantine/core'
import type { Contract } from '#kernel/contract.ts'
import type { FieldOverride } from '../language/command-form.tsx'
import { commandName, nameOf, summaryOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import { byRoom, useContracts } from './contracts.ts'
import { words } from './words.ts'

interface Grant {
  readonly name: string
  readonly scope: string
}

const GrantsOverride: FieldOverride = ({ value, set, error }) => (
  <GrantsField value={Array.isArray(value) ? (value as Grant[]) : []} set={set} error={error} />
)

/** For the forms of roles. */
export const commandsOverride = { commands: GrantsOverride }

interface GrantsProps {
  readonly value: readonly Grant[]
  readonly set: (grants: readonly Grant[]) => void
  readonly error: string | undefined
}

function GrantsField({ value, set, error }: GrantsProps) {
  const t = useWords(words)
  const contracts = useContracts().filter(({ open }) => open !== true)
  return (
    <div>
      <Text size="sm" fw={500} mb={4}>
        {t('includes')}
      </Text>
      {error && (
        <Text size="xs" c="red" role="alert">
          {error}
        </Text>
      )}
      <Accordion variant="separated" chevronPosition="left">
        {byRoom(contracts).map(([room, items]) => (
          <Room key={room} room={room} contracts={items} value={value} set={set} />
        ))}
      </Accordion>
    </div>
  )
}

interface RoomProps extends Omit<GrantsProps, 'error'> {
  readonly room: string
  readonly contracts: readonly Contract[]
}

function Room({ room, contracts, value, set }: RoomProps) {
  const t = useWords(words)
  const names = new Set(contracts.map(({ name }) => name))
  const given = value.filter(({ name }) => names.has(name)).length
  return (
    <Accordion.Item value={room}>
      <Accordion.Control>
        <Group justify="space-between" wrap="nowrap">
          <Text size="sm" fw={600}>
            {nameOf(room)}
          </Text>
          <Text size="xs" c="dimmed">
            {t('ofAll', { given, all: contracts.length })}
          </Text>
        </Group>
      </Accordion.Control>
      <Accordion.Panel>
        <Stack gap="xs">
          {contracts.map((contract) => (
            <OneGrant key={contract.name} contract={contract} value={value} set={set} />
          ))}
        </Stack>
      </Accordion.Panel>
    </Accordion.Item>
  )
}

function OneGrant({ contract, value, set }: { contract: Contract } & Omit<GrantsProps, 'error'>) {
  const t = useWords(words)
  const { name, scopes = [] } = contract
  const grant = value.find((one) => one.name === name)
  const others = value.filter((one) => one.name !== name)
  const said = { own: t('scopeOwn'), project: t('scopeProject'), all: t('scopeAll') } as const
  return (
    <Group justify="space-between" wrap="nowrap" align="flex-start" gap="sm">
      <Checkbox
        size="xs"
        label={commandName(name)}
        description={summaryOf(contract)}
        checked={grant !== undefined}
        onChange={({ currentTarget }) =>
          set(currentTarget.checked ? [...others, { name, scope: 'all' }] : others)
        }
      />
      {grant && scopes.length > 0 && (
        <Select
          size="xs"
          w={150}
          aria-label={t('reachOf', { name: commandName(name) })}
          allowDeselect={false}
          data={(['all', ...scopes] as const).map((scope) => ({ value: scope, label: said[scope] }))}
          value={grant.scope}
          onChange={(scope) => set([...others, { name, scope: scope ?? 'all' }])}
        />
      )}
    </Group>
  )
}
