/** Chooses one of what a list query gives: entities, rate cards, roles. Few enough to be seen at once. */
import { Select, type SelectProps } from '@mantine/core'
import type { QueryContract } from '#kernel/contract.ts'
import type { WireInput } from '../../wire/client.ts'
import { useAsk } from '../../wire/queries.ts'
import { useWords } from '../../words/words.ts'
import type { RowOf } from '../list/columns.ts'
import { words } from '../words.ts'

interface ListSelectProps<C extends QueryContract> extends Omit<SelectProps, 'data'> {
  readonly contract: C
  readonly input: WireInput<C>
  /** How a row is offered; what is disabled is seen and cannot be chosen. */
  readonly option: (row: RowOf<C>) => {
    readonly value: string
    readonly label: string
    readonly disabled?: boolean
  }
}

export function ListSelect<C extends QueryContract>(props: ListSelectProps<C>) {
  const { contract, input, option, ...select } = props
  const t = useWords(words)
  const { data } = useAsk(contract, input, { staleTime: 60_000 })
  const rows = ((data as { items?: unknown[] } | undefined)?.items ?? []) as RowOf<C>[]
  return <Select searchable nothingFoundMessage={t('nothing')} data={rows.map(option)} {...select} />
}
