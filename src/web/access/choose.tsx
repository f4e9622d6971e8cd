/** Choosing people, roles and commands in the forms of access. */
import { MultiSelect, Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { listRoles } from '#engines/access/contract.ts'
import { listPeople } from '#flow/people/contract.ts'
import type { FieldOverride } from '../language/command-form.tsx'
import { useAsk } from '../wire/queries.ts'
import { useSession } from '../wire/session.tsx'
import { commandName, nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import { byRoom, useContracts } from './contracts.ts'
import { roleTitle } from './role-title.ts'
import { words } from './words.ts'

const TYPING_MS = 150
const SHOWN_MAX = 50

interface PersonChoiceProps {
  readonly label: string
  /** The principal of the chosen person. */
  readonly value: string | null
  readonly set: (principalId: string | null) => void
  readonly error?: string | undefined
  readonly isRequired?: boolean
  readonly size?: 'xs' | 'sm'
}

/** Chooses a colleague who can sign in, by a part of the name. */
export function PersonChoice({
  label,
  value,
  set,
  error,
  isRequired = false,
  size = 'sm',
}: PersonChoiceProps) {
  const t = useWords(words)
  const { me } = useSession()
  const [typed, type] = useState('')
  const [chosen, choose] = useState<{ value: string; label: string } | null>(null)
  const [text] = useDebouncedValue(typed.trim(), TYPING_MS)
  const search = text === '' || text === chosen?.label ? {} : { search: text }
  const { data } = useAsk(listPeople, { ...search, sort: 'name', limit: SHOWN_MAX }, { staleTime: 30_000 })
  const found = (data?.items ?? []).flatMap(({ principalId, name, number }) =>
    principalId && (!isRequired || principalId !== me.principalId)
      ? [{ value: principalId, label: `${name} · ${number}` }]
      : [],
  )
  const isFound = chosen === null || found.some((one) => one.value === chosen.value)
  return (
    <Select
      label={label}
      size={size}
      {...(size === 'xs' ? { w: { base: '100%', xs: 190 } } : {})}
      required={isRequired}
      error={error ?? null}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('clear') }}
      placeholder={t('typeAName')}
      nothingFoundMessage={t('nobodyFound')}
      data={isFound ? found : [chosen, ...found]}
      filter={({ options }) => options}
      searchValue={typed}
      onSearchChange={type}
      value={value}
      onChange={(id, option) => {
        choose(id ? { value: id, label: option?.label ?? '' } : null)
        set(id)
      }}
    />
  )
}

/** A colleague who can sign in, in the form of a command that asks for one. */
export const ColleagueField: FieldOverride = ({ value, set, error }) => (
  <PersonChoice
    label={nameOf('personId')}
    value={typeof value === 'string' ? value : null}
    set={(id) => set(id ?? undefined)}
    error={error}
    isRequired
  />
)

/** Chooses commands and queries, grouped by what they belong to. */
export function CommandsChoice({
  label,
  value,
  set,
  error,
  among,
}: {
  label: string
  value: readonly string[]
  set: (names: string[]) => void
  error?: string | undefined
  among: (name: string) => boolean
}) {
  const t = useWords(words)
  const contracts = useContracts().filter(({ name }) => among(name))
  return (
    <MultiSelect
      label={label}
      description={t('allWhenNone')}
      error={error ?? null}
      searchable
      clearable
      hidePickedOptions
      maxDropdownHeight={280}
      data={byRoom(contracts).map(([room, items]) => ({
        group: nameOf(room),
        items: items.map(({ name }) => ({ value: name, label: `${nameOf(room)}: ${commandName(name)}` })),
      }))}
      value={[...value]}
      onChange={set}
    />
  )
}

/** The roles there are, as choices. */
function useRoleChoices() {
  const { may } = useSession()
  const { data } = useAsk(listRoles, {}, { staleTime: 60_000, enabled: may(listRoles) })
  return (data?.items ?? []).map((role) => ({ value: role.role, label: roleTitle(role) }))
}

/** One role, for the form that gives it. */
export const RoleField: FieldOverride = ({ value, set, error }) => (
  <OneRole value={typeof value === 'string' ? value : null} set={set} error={error} />
)

function OneRole({
  value,
  set,
  error,
}: {
  value: string | null
  set: (value: unknown) => void
  error: string | undefined
}) {
  const roles = useRoleChoices()
  return (
    <Select
      label={nameOf('role')}
      required
      searchable
      data={roles}
      error={error ?? null}
      value={value}
      onChange={(role) => set(role ?? undefined)}
    />
  )
}

/** Several roles, for the forms that let somebody in. */
export const rolesField =
  (name: 'roles' | 'accessRoles'): FieldOverride =>
  ({ value, set, error }) => (
    <SeveralRoles
      name={name}
      value={Array.isArray(value) ? (value as string[]) : []}
      set={set}
      error={error}
    />
  )

function SeveralRoles({
  name,
  value,
  set,
  error,
}: {
  name: string
  value: string[]
  set: (value: unknown) => void
  error: string | undefined
}) {
  const roles = useRoleChoices()
  return (
    <MultiSelect
      label={nameOf(name)}
      searchable
      data={roles}
      error={error ?? null}
      value={value}
      onChange={(chosen) => set(chosen.length > 0 ? chosen : undefined)}
    />
  )
}
