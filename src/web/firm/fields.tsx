/** Fields of the firm's forms that are chosen from what there is. */
import { listEntities, listTaxCodes } from '#flow/firm/contract.ts'
import type { FieldOverride } from '../language/command-form.tsx'
import { ListSelect } from '../language/form/list-select.tsx'
import { nameOf } from '../words/names.ts'

const ALL = { limit: 200 } as const

const text = (value: unknown) => (typeof value === 'string' ? value : null)

const entityChoice =
  (isNeeded: boolean): FieldOverride =>
  ({ value, set, error }) => (
    <ListSelect
      contract={listEntities}
      input={ALL}
      option={({ id, code, name }) => ({ value: id, label: `${code} · ${name}` })}
      label={nameOf('entityId')}
      required={isNeeded}
      clearable={!isNeeded}
      error={error ?? null}
      value={text(value)}
      onChange={(id) => set(id ?? undefined)}
    />
  )

/** Chooses an entity by its code and name. */
export const entityField = { entityId: entityChoice(true) }

/** The same where none may be meant. */
export const anyEntityField = { entityId: entityChoice(false) }

/** Chooses one of the taxes of an entity. */
export const taxCodeField = (entityId: string): { readonly taxCodeId: FieldOverride } => ({
  taxCodeId: ({ value, set, error }) => (
    <ListSelect
      contract={listTaxCodes}
      input={{ entityId, limit: 200 }}
      option={({ id, code, name }) => ({ value: id, label: `${code} · ${name}` })}
      label={nameOf('taxCodeId')}
      required
      error={error ?? null}
      value={text(value)}
      onChange={(id) => set(id ?? undefined)}
    />
  ),
})
