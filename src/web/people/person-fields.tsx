/** Fields of the forms about people that are chosen from what there is. */
import { listEntities, listOrgUnits } from '#flow/firm/contract.ts'
import { listRoles } from '#flow/people/contract.ts'
import { rolesField } from '../access/choose.tsx'
import type { FieldOverride } from '../language/command-form.tsx'
import { ListSelect } from '../language/form/list-select.tsx'
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

export const personFields = {
  entityId: EntityField,
  roleCode: RoleField,
  practiceId: PracticeField,
  accessRoles: rolesField('accessRoles'),
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
