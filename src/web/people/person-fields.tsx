/** Fields of the forms about people that are chosen from what there is. */
import { MultiSelect } from '@mantine/core'
import { listRoles as listAccessRoles } from '#engines/access/contract.ts'
import { listEntities, listOrgUnits } from '#flow/firm/contract.ts'
import { listRoles } from '#flow/people/contract.ts'
import type { FieldOverride } from '../language/command-form.tsx'
import { ListSelect } from '../language/form/list-select.tsx'
import { useAsk } from '../wire/queries.ts'
import { useSession } from '../wire/session.tsx'
import { nameOf } from '../words/names.ts'

const ALL = { limit: 200 } as const
const practices = { kind: 'practice', limit: 200 } as const

const text = (value: unknown) => (typeof value === 'string' ? value : null)

const EntityField: FieldOverride = ({ value, set, error }) => (
  <ListSelect
    contract={listEntities}
    input={ALL}
    option={({ id, code, name }) => ({ value: id, label: `${code} · ${name}` })}
    label={nameOf('entityId')}
    required
    error={error ?? null}
    value={text(value)}
    onChange={(id) => set(id ?? undefined)}
  />
)

const RoleField: FieldOverride = ({ value, set, error }) => (
  <ListSelect
    contract={listRoles}
    input={ALL}
    option={({ code, name }) => ({ value: code, label: name })}
    label={nameOf('roleCode')}
    required
    error={error ?? null}
    value={text(value)}
    onChange={(code) => set(code ?? undefined)}
  />
)

const PracticeField: FieldOverride = ({ value, set, error }) => (
  <ListSelect
    contract={listOrgUnits}
    input={practices}
    option={({ id, code, name }) => ({ value: id, label: `${code} · ${name}` })}
    label={nameOf('practiceId')}
    clearable
    error={error ?? null}
    value={text(value)}
    onChange={(id) => set(id ?? undefined)}
  />
)

const AccessRolesField: FieldOverride = ({ value, set, error }) => (
  <AccessRoles value={Array.isArray(value) ? (value as string[]) : []} set={set} error={error} />
)

function AccessRoles({
  value,
  set,
  error,
}: {
  value: string[]
  set: (value: unknown) => void
  error: string | undefined
}) {
  const { may } = useSession()
  const { data } = useAsk(listAccessRoles, {}, { staleTime: 60_000, enabled: may(listAccessRoles) })
  return (
    <MultiSelect
      label={nameOf('accessRoles')}
      searchable
      error={error ?? null}
      data={(data?.items ?? []).map(({ role, title, shipped }) => ({
        value: role,
        label: shipped ? nameOf(role) : title,
      }))}
      value={value}
      onChange={(roles) => set(roles.length > 0 ? roles : undefined)}
    />
  )
}

export const personFields = {
  entityId: EntityField,
  roleCode: RoleField,
  practiceId: PracticeField,
  accessRoles: AccessRolesField,
}

/** What a new person is asked for: the entity by choosing it, so not by its code too. */
export const newPersonFields = [
  'number',
  'name',
  'email',
  'entityId',
  'roleCode',
  'practiceId',
  'managerId',
  'startedOn',
  'weeklyMinutes',
  'timeZone',
  'costRate',
  'accessRoles',
  'password',
] as const
