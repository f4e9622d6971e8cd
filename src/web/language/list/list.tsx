/**
 * The list: every list of the application is this one. Filters, sort and columns stand in the address; the server
 * filters and sorts; rows come as they are reached, and only those on the screen are drawn.
 */
import { Box, Button, Group, Loader, Stack, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { type ReactNode, useMemo, useState } from 'react'
import type { QueryContract } from '#kernel/contract.ts'
import type { WireInput, WireOutput } from '../../wire/client.ts'
import { usePages } from '../../wire/queries.ts'
import { commandName, summaryOf } from '../../words/names.ts'
import { useWords } from '../../words/words.ts'
import { useAddress } from '../address.ts'
import { Empty, type EmptyProps } from '../empty.tsx'
import { RefusalNote } from '../refusal-note.tsx'
import { words } from '../words.ts'
import type { BulkCommand } from './bulk.tsx'
import { BulkBar } from './bulk.tsx'
import { type Column, PHONE } from './columns.ts'
import { FilterBar } from './filter-bar.tsx'
import { filtersOf, inputOf } from './filters.ts'
import { ListTools } from './list-tools.tsx'
import { Rows } from './rows.tsx'

export type RowOf<C extends QueryContract> =
  WireOutput<C> extends { items: readonly (infer Row)[] } ? Row : never

export interface ListProps<C extends QueryContract> {
  readonly contract: C
  /** Filters the place sets; the person does not see them. */
  readonly fixed?: Partial<WireInput<C>>
  readonly columns: readonly Column<RowOf<C>>[]
  readonly idOf: (row: RowOf<C>) => string
  /** Where a row leads. */
  readonly opens?: (row: RowOf<C>) => string
  /** Which filters are offered, in this order; all that the query has unless told. */
  readonly filters?: readonly string[]
  readonly bulk?: readonly BulkCommand<RowOf<C>>[]
  readonly empty: EmptyProps
  /** Tells this list apart from others on the same page, in the address and in what is kept. */
  readonly name?: string
  /** The sort without a choice; the query's own unless told. */
  readonly sort?: string
  readonly aside?: ReactNode
}

const PAGE = 100

export function List<C extends QueryContract>(props: ListProps<C>) {
  const { contract, fixed, columns, idOf, name = '' } = props
  const t = useWords(words)
  const [address, change] = useAddress(name)
  const [chosen, choose] = useState<ReadonlySet<string>>(new Set())
  const isPhone = useMediaQuery(PHONE, undefined, { getInitialValueInEffect: false })
  const filters = useMemo(() => {
    const all = filtersOf(contract, fixed)
    return props.filters?.flatMap((wanted) => all.filter((filter) => filter.name === wanted)) ?? all
  }, [contract, fixed, props.filters])
  const sort = address['sort'] ?? props.sort
  const filtered = inputOf(filters, address)
  const input = { ...filtered, ...fixed, limit: PAGE, ...(sort ? { sort } : {}) } as WireInput<C>
  const pages = usePages(contract, input)
  const rows = useMemo(
    () => (pages.data?.pages.flatMap(({ items }) => items) ?? []) as RowOf<C>[],
    [pages.data],
  )
  const shown = shownColumns(columns, address['columns'])
  const isFiltered = Object.keys(filtered).length > 0
  const clearFilters = () => change(Object.fromEntries(filters.map((filter) => [filter.name, null])))
  return (
    <Stack gap="xs">
      <Group justify="space-between" align="flex-end" gap="xs">
        <FilterBar filters={filters} values={address} change={change} />
        <Group gap="xs">
          {props.aside}
          <ListTools
            contract={contract}
            input={{ ...filtered, ...fixed, ...(sort ? { sort } : {}) }}
            columns={columns}
            shown={shown}
            address={address}
            change={change}
            keptAs={`${contract.name} ${name}`}
          />
        </Group>
      </Group>
      {props.bulk && chosen.size > 0 && (
        <BulkBar
          commands={props.bulk}
          rows={rows.filter((row) => chosen.has(idOf(row)))}
          done={() => choose(new Set())}
        />
      )}
      {pages.error && <RefusalNote error={pages.error} retry={() => void pages.refetch()} />}
      {pages.isPending && !pages.error && <Waiting />}
      {pages.isSuccess && rows.length === 0 && (
        <Box bd="1px solid var(--mantine-color-default-border)" style={{ borderRadius: 8 }}>
          {isFiltered ? (
            <Empty
              icon="filter"
              title={t('nothing')}
              text={t('nothingFits')}
              action={
                <Button variant="light" size="xs" onClick={clearFilters}>
                  {t('clearFilters')}
                </Button>
              }
            />
          ) : (
            <Empty {...props.empty} />
          )}
        </Box>
      )}
      {rows.length > 0 && (
        <>
          <Rows
            {...props}
            label={summaryOf(contract) ?? commandName(contract.name)}
            rows={rows}
            columns={shown}
            isPhone={isPhone ?? false}
            sort={sort}
            setSort={(wanted) => change({ sort: wanted })}
            chosen={props.bulk ? chosen : null}
            choose={choose}
            reachedEnd={() => {
              if (pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage()
            }}
          />
          <Text size="xs" c="dimmed" role="status">
            {pages.isFetchingNextPage
              ? t('loadingMore')
              : pages.hasNextPage
                ? t('shownMore', { count: rows.length })
                : t('shown', { count: rows.length })}
          </Text>
        </>
      )}
    </Stack>
  )
}

function Waiting() {
  const t = useWords(words)
  return (
    <Group gap="xs" py="lg" justify="center" role="status">
      <Loader size="sm" />
      <Text size="sm" c="dimmed">
        {t('loading')}
      </Text>
    </Group>
  )
}

/** The columns somebody has chosen, in their order here; those that are not hidden unless somebody has. */
function shownColumns<Row>(columns: readonly Column<Row>[], wanted: string | undefined): Column<Row>[] {
  const names = wanted?.split(',')
  return columns.filter(({ name, isHidden }) => (names ? names.includes(name) : !isHidden))
}
