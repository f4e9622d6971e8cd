/**
 * The list: every list of the application is this one. Filters, sort, groups and columns stand in the address; the server
 * filters, sorts and groups; rows come as they are reached, and only those on the screen are drawn.
 */
import { Box, Button, Group, Stack, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { type ReactNode, useCallback, useMemo, useState } from 'react'
import type { QueryContract } from '#kernel/contract.ts'
import type { WireInput } from '../../wire/client.ts'
import { isTooLong, usePages } from '../../wire/queries.ts'
import { commandName, summaryOf } from '../../words/names.ts'
import { useWords } from '../../words/words.ts'
import { useAddress } from '../address.ts'
import { Empty, type EmptyProps } from '../empty.tsx'
import { RefusalNote } from '../refusal-note.tsx'
import { words } from '../words.ts'
import type { BulkCommand } from './bulk.tsx'
import { BulkBar } from './bulk.tsx'
import { type Column, PHONE, type RowOf } from './columns.ts'
import { FilterBar } from './filter-bar.tsx'
import { filtersOf, inputOf, ownIn } from './filters.ts'
import { groupingsOf, openIn, toggled } from './grouping.ts'
import { Groups } from './groups.tsx'
import { ListTools } from './list-tools.tsx'
import { Rows } from './rows.tsx'
import { Waiting } from './waiting.tsx'

export type { RowOf } from './columns.ts'

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
  const [address, change] = useAddress(name)
  const [chosen, choose] = useState<ReadonlySet<string>>(new Set())
  const isPhone = useMediaQuery(PHONE, undefined, { getInitialValueInEffect: false })
  const filters = useMemo(() => {
    const all = filtersOf(contract, fixed)
    return props.filters?.flatMap((wanted) => all.filter((filter) => filter.name === wanted)) ?? all
  }, [contract, fixed, props.filters])
  const groupings = useMemo(
    () => groupingsOf(contract).filter((one) => !isFixed(one, fixed)),
    [contract, fixed],
  )
  const groupBy = groupings.find((one) => one === address['groupBy'])
  const sort = address['sort'] ?? props.sort
  const filtered = inputOf(filters, address)
  const whole = { ...filtered, ...fixed, ...(sort ? { sort } : {}) }
  const input = { ...whole, limit: PAGE, ...(groupBy ? { groupBy } : {}) } as WireInput<C>
  const pages = usePages(contract, input)
  const [inGroups, remember] = useRowsOfGroups<RowOf<C>>()
  const items = useMemo(
    () => (pages.data?.pages.flatMap((page) => page.items) ?? []) as RowOf<C>[],
    [pages.data],
  )
  const groups = groupBy ? pages.data?.pages.flatMap((page) => page.groups ?? []) : undefined
  const rows = groups ? inGroups : items
  const shown = shownColumns(columns, address['columns'])
  const table = {
    label: summaryOf(contract) ?? commandName(contract.name),
    columns: shown,
    idOf,
    ...(props.opens ? { opens: props.opens } : {}),
    isPhone: isPhone ?? false,
    sort,
    setSort: (wanted: string) => change({ sort: wanted }),
    chosen: props.bulk ? chosen : null,
    choose,
    rows,
  }
  const open = openIn(address['open'])
  const next = () => {
    if (pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage()
  }
  return (
    <Stack gap="xs">
      <Group justify="space-between" align="flex-end" gap="xs">
        <FilterBar filters={filters} values={address} change={change} />
        <Group gap="xs" className="no-print">
          {props.aside}
          <ListTools
            contract={contract}
            input={whole}
            columns={columns}
            shown={shown}
            groupings={groupings}
            groupBy={groupBy}
            address={ownIn(filters, address)}
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
      {pages.isSuccess && (groups ?? items).length === 0 && (
        <Nothing
          empty={props.empty}
          {...(Object.keys(filtered).length > 0
            ? { clear: () => change(Object.fromEntries(filters.map((filter) => [filter.name, null]))) }
            : {})}
        />
      )}
      {groupBy && groups && groups.length > 0 ? (
        <Groups
          {...table}
          contract={contract}
          input={input as Readonly<Record<string, unknown>>}
          groupBy={groupBy}
          groups={groups}
          open={open}
          toggle={(key) => change({ open: toggled(open, key) })}
          remember={remember}
        />
      ) : (
        items.length > 0 && <Rows {...table} reachedEnd={next} />
      )}
      <Foot count={(groups ?? items).length} isOfGroups={groups !== undefined} pages={pages} next={next} />
    </Stack>
  )
}

const isFixed = (name: string, fixed: object | undefined) => fixed !== undefined && name in fixed

/** The rows that open groups have loaded, and how each says so. */
function useRowsOfGroups<Row>() {
  const [byGroup, setByGroup] = useState<ReadonlyMap<string, readonly Row[]>>(new Map())
  const remember = useCallback(
    (key: string, rows: readonly Row[]) => setByGroup((old) => new Map(old).set(key, rows)),
    [],
  )
  const all = useMemo(() => [...byGroup.values()].flat(), [byGroup])
  return [all, remember] as const
}

/** What stands where no row is. */
function Nothing({ empty, clear }: { empty: EmptyProps; clear?: () => void }) {
  const t = useWords(words)
  return (
    <Box bd="1px solid var(--mantine-color-default-border)" style={{ borderRadius: 8 }}>
      {clear ? (
        <Empty
          icon="filter"
          title={t('nothing')}
          text={t('nothingFits')}
          action={
            <Button variant="light" size="xs" onClick={clear}>
              {t('clearFilters')}
            </Button>
          }
        />
      ) : (
        <Empty {...empty} />
      )}
    </Box>
  )
}

interface FootProps {
  readonly count: number
  readonly isOfGroups: boolean
  readonly pages: {
    readonly data: unknown
    readonly isFetchingNextPage: boolean
    readonly hasNextPage: boolean
  }
  readonly next: () => void
}

/** How much is shown. Rows come as they are reached; more groups come when they are asked for. */
function Foot({ count, isOfGroups, pages, next }: FootProps) {
  const t = useWords(words)
  if (count === 0) return null
  const more = pages.hasNextPage && !pages.isFetchingNextPage
  return (
    <Group gap="xs">
      <Text size="xs" c="dimmed" role="status">
        {pages.isFetchingNextPage
          ? t('loadingMore')
          : isOfGroups
            ? t('groups', { count })
            : t(pages.hasNextPage ? 'shownMore' : 'shown', { count })}
      </Text>
      {isTooLong(pages.data) && (
        <>
          <Text size="xs" c="dimmed">
            {t('tooLong')}
          </Text>
          <Button variant="subtle" size="compact-xs" onClick={() => window.location.reload()}>
            {t('loadAnew')}
          </Button>
        </>
      )}
      {isOfGroups && more && (
        <Button variant="subtle" size="compact-xs" onClick={next}>
          {t('moreGroups')}
        </Button>
      )}
    </Group>
  )
}

/** The columns somebody has chosen, in their order here; those that are not hidden unless somebody has. */
function shownColumns<Row>(columns: readonly Column<Row>[], wanted: string | undefined): Column<Row>[] {
  const names = wanted?.split(',')
  return columns.filter(({ name, isHidden }) => (names ? names.includes(name) : !isHidden))
}
