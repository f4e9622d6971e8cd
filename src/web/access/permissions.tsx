/** What may be done, in words: by room, each command and query with its sentence and how far it reaches. */
import { Accordion, Group, Stack, Text, TextInput } from '@mantine/core'
import { useMemo, useState } from 'react'
import { Empty } from '../language/empty.tsx'
import { Icon } from '../language/icon.tsx'
import { Tone } from '../language/tone.tsx'
import { commandName, nameOf, summaryOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import { byRoom, useContracts } from './contracts.ts'
import { words } from './words.ts'

interface Grant {
  readonly name: string
  readonly scope: string
}

interface Permission extends Grant {
  readonly label: string
  readonly summary: string | null
  readonly isCommand: boolean
}

export function Permissions({ grants }: { grants: readonly Grant[] }) {
  const t = useWords(words)
  const [typed, type] = useState('')
  const contracts = useContracts()
  const permissions = useMemo(() => {
    const known = new Map(contracts.map((contract) => [contract.name, contract]))
    return grants.flatMap(({ name, scope }): Permission[] => {
      const contract = known.get(name)
      return contract
        ? [
            {
              name,
              scope,
              label: commandName(name),
              summary: summaryOf(contract),
              isCommand: contract.kind === 'command',
            },
          ]
        : []
    })
  }, [contracts, grants])
  const wanted = typed.trim().toLowerCase()
  const rooms = byRoom(
    permissions.filter(({ name, label, summary }) =>
      `${nameOf(name)} ${label} ${summary ?? ''}`.toLowerCase().includes(wanted),
    ),
  )
  return (
    <Stack gap="sm">
      <TextInput
        aria-label={t('findPermission')}
        placeholder={t('findPermission')}
        leftSection={<Icon name="search" size={16} />}
        maw={360}
        value={typed}
        onChange={({ currentTarget }) => type(currentTarget.value)}
      />
      {rooms.length === 0 && contracts.length > 0 ? (
        <Empty icon="search" title={t('noPermission')} text={t('noPermissionText')} />
      ) : (
        <Accordion
          multiple
          variant="contained"
          chevronPosition="left"
          {...(wanted ? { value: rooms.map(([room]) => room) } : {})}
        >
          {rooms.map(([room, items]) => (
            <Room key={room} room={room} permissions={items} />
          ))}
        </Accordion>
      )}
    </Stack>
  )
}

function Room({ room, permissions }: { room: string; permissions: readonly Permission[] }) {
  const t = useWords(words)
  const commands = permissions.filter(({ isCommand }) => isCommand)
  const queries = permissions.filter(({ isCommand }) => !isCommand)
  return (
    <Accordion.Item value={room}>
      <Accordion.Control>
        <Group justify="space-between" wrap="nowrap">
          <Text fw={600} size="sm">
            {nameOf(room)}
          </Text>
          <Text size="xs" c="dimmed">
            {t('doAndSee', { commands: commands.length, queries: queries.length })}
          </Text>
        </Group>
      </Accordion.Control>
      <Accordion.Panel>
        <Stack gap="md">
          <Part title={t('mayDo')} permissions={commands} />
          <Part title={t('maySee')} permissions={queries} />
        </Stack>
      </Accordion.Panel>
    </Accordion.Item>
  )
}

function Part({ title, permissions }: { title: string; permissions: readonly Permission[] }) {
  if (permissions.length === 0) return null
  return (
    <div>
      <Text size="xs" c="dimmed" fw={600} mb={4}>
        {title}
      </Text>
      <Stack gap="xs">
        {permissions.map(({ name, label, summary, scope }) => (
          <Group key={name} justify="space-between" wrap="nowrap" align="flex-start" gap="sm">
            <div style={{ minWidth: 0 }}>
              <Text size="sm">{label}</Text>
              <Text size="xs" c="dimmed">
                {summary}
              </Text>
            </div>
            <Reach scope={scope} />
          </Group>
        ))}
      </Stack>
    </div>
  )
}

/** How far a permission reaches. */
export function Reach({ scope }: { scope: string }) {
  const t = useWords(words)
  const said = { own: t('scopeOwn'), project: t('scopeProject') }[scope] ?? t('scopeAll')
  return <Tone tone={scope === 'all' ? 'blue' : 'gray'}>{said}</Tone>
}
