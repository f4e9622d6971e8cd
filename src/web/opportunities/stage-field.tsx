/** The stage of a deal: one of those in use, or a new one in the words of the firm. */
import { pipeline } from '#flow/opportunities/contract.ts'
import type { FieldOverride } from '../language/command-form.tsx'
import { SuggestInput } from '../language/form/suggest-input.tsx'
import { useAsk } from '../wire/queries.ts'
import { nameOf } from '../words/names.ts'

type StageProps = Parameters<FieldOverride>[0]

function Stage({ value, set, error }: StageProps) {
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

export const stageField: { readonly stage: FieldOverride } = { stage: (props) => <Stage {...props} /> }
