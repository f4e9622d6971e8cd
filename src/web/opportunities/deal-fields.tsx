/** The fields of a deal where a person deserves better: a stage among those in use, an amount in the client's currency. */
import { get as getClient } from '#flow/clients/contract.ts'
import { create, pipeline, update } from '#flow/opportunities/contract.ts'
import type { FieldOverride, FormShape } from '../language/command-form.tsx'
import { MoneyField } from '../language/form/money-field.tsx'
import { SuggestInput } from '../language/form/suggest-input.tsx'
import { useAsk } from '../wire/queries.ts'
import { nameOf } from '../words/names.ts'

type FieldOf = Parameters<FieldOverride>[0]

/** One of the stages in use, or a new one in the words of the firm. */
function Stage({ value, set, error }: FieldOf) {
  const { data } = useAsk(pipeline, {}, { staleTime: 60_000 })
  return (
    <SuggestInput
      label={nameOf('stage')}
      suggestions={data?.stages.map(({ stage }) => ({ value: stage })) ?? []}
      value={typeof value === 'string' ? value : ''}
      set={(typed) => set(typed === '' ? undefined : typed)}
      error={error ?? null}
    />
  )
}

/** What a client is usually billed in is the currency of a deal with them until somebody says otherwise. */
function Amount({ value, set, values, errors }: FieldOf) {
  const clientId = typeof values['clientId'] === 'string' ? values['clientId'] : ''
  const { data } = useAsk(getClient, { clientId }, { staleTime: 60_000, enabled: clientId !== '' })
  return (
    <MoneyField
      label={nameOf('amount')}
      isRequired
      pointer="/amount"
      preset={data?.currency}
      {...{ value, set, errors }}
    />
  )
}

export const dealFields: Readonly<Record<'stage' | 'amount', FieldOverride>> = {
  stage: (props) => <Stage {...props} />,
  amount: (props) => <Amount {...props} />,
}

export const forms: Readonly<Record<string, FormShape>> = {
  [create.name]: { overrides: dealFields },
  [update.name]: { overrides: dealFields },
}
