/** The pipeline as a board: a column a stage, a card a deal. Totals come from all open deals, whatever is loaded. */
import { ActionIcon, Button, Group, Menu, Text } from '@mantine/core'
import { useCallback, useMemo } from 'react'
import { listOpportunities, pipeline, update } from '#flow/opportunities/contract.ts'
import { tellDone, tellRefused } from '../language/command-button.tsx'
import { Empty } from '../language/empty.tsx'
import { Icon } from '../language/icon.tsx'
import { RecordLink } from '../language/record.tsx'
import { RefusalNote } from '../language/refusal-note.tsx'
import { MoneyText } from '../language/value.tsx'
import type { WireOutput } from '../wire/client.ts'
import { useAsk, usePages, useRun } from '../wire/queries.ts'
import type { RefusalError } from '../wire/refusal-error.ts'
import { useSession } from '../wire/session.tsx'
import { today } from '../words/days.ts'
import { formatDay, formatMoneyShort, formatPercent } from '../words/format.ts'
import { useWords } from '../words/words.ts'
import css from './board.module.css'
import { useDragged, useDropPlace } from './drag.ts'
import { words } from './words.ts'

type Stage = WireOutput<typeof pipeline>['stages'][number]
type Deal = WireOutput<typeof listOpportunities>['items'][number]
type Moving = Pick<Deal, 'id' | 'name' | 'stage' | 'revision'>
type Move = (deal: Moving, stage: string) => void

const PAGE = 50

export function Board() {
  const t = useWords(words)
  const { data, error, refetch } = useAsk(pipeline, {})
  const { mutateAsync } = useRun(update)
  const move = useCallback<Move>(
    async (deal, stage) => {
      if (deal.stage === stage) return
      try {
        const input = { opportunityId: deal.id, stage }
        const done = await mutateAsync({ input, ifMatch: deal.revision })
        const back = { contract: update, input: () => ({ opportunityId: deal.id, stage: deal.stage }) }
        tellDone(t('moved', { name: deal.name, stage }), back, done)
      } catch (refused) {
        tellRefused(refused as RefusalError)
      }
    },
    [mutateAsync, t],
  )
  if (error) return <RefusalNote error={error} retry={() => void refetch()} />
  if (!data) return null
  if (data.stages.length === 0) return <Empty icon="deals" title={t('none')} text={t('noneText')} />
  const names = data.stages.map(({ stage }) => stage)
  return (
    <section className={css['board']} aria-label={t('pipeline')}>
      {data.stages.map((stage) => (
        <StageColumn key={stage.stage} stage={stage} stages={names} move={move} />
      ))}
    </section>
  )
}

function StageColumn({ stage, stages, move }: { stage: Stage; stages: readonly string[]; move: Move }) {
  const t = useWords(words)
  const input = { state: 'open', stage: stage.stage, limit: PAGE } as const
  const pages = usePages(listOpportunities, input)
  const deals = (pages.data?.pages.flatMap(({ items }) => items) ?? []) as Deal[]
  const drop = useCallback((deal: Moving) => move(deal, stage.stage), [move, stage.stage])
  const [place, isOver] = useDropPlace<HTMLDivElement, Moving>(drop)
  return (
    <div ref={place} className={css['stage']} data-over={isOver || undefined}>
      <div>
        <Group justify="space-between" wrap="nowrap" gap="xs">
          <Text component="h2" m={0} fw={650} size="sm" truncate>
            {stage.stage}
          </Text>
          <Text size="xs" c="dimmed">
            {stage.count}
          </Text>
        </Group>
        <Text size="xs" c="dimmed" style={{ fontVariantNumeric: 'tabular-nums' }}>
          {stage.totals.map(({ amount }) => formatMoneyShort(amount)).join(' · ')}
        </Text>
      </div>
      <ul className={css['cards']}>
        {deals.map((deal) => (
          <Card key={deal.id} deal={deal} stages={stages} move={move} />
        ))}
      </ul>
      {pages.hasNextPage && (
        <Button variant="subtle" size="compact-xs" onClick={() => void pages.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </div>
  )
}

function Card({ deal, stages, move }: { deal: Deal; stages: readonly string[]; move: Move }) {
  const t = useWords(words)
  const { may } = useSession()
  const mayMove = may(update)
  const { id, name, stage, revision } = deal
  const moving = useMemo<Moving>(() => ({ id, name, stage, revision }), [id, name, stage, revision])
  const card = useDragged<HTMLLIElement>(moving, mayMove)
  const isLate = deal.expectedClose < today()
  const when = formatDay(deal.expectedClose)
  return (
    <li ref={card} className={css['card']} draggable={mayMove}>
      <Group justify="space-between" wrap="nowrap" align="flex-start" gap={4}>
        <Text size="sm" fw={600} component="div" style={{ overflowWrap: 'anywhere' }}>
          <RecordLink to={`/opportunities/${deal.id}`}>{deal.name}</RecordLink>
        </Text>
        {mayMove && <MoveMenu deal={moving} stages={stages} move={move} />}
      </Group>
      <Text size="xs" c="dimmed">
        {deal.clientName}
      </Text>
      <Group justify="space-between" mt={6} gap={4}>
        <Text size="sm" fw={600}>
          <MoneyText value={deal.amount} />
        </Text>
        <Text size="xs" c="dimmed">
          {formatPercent(deal.probability)}
        </Text>
      </Group>
      <Group justify="space-between" gap={4}>
        <Text size="xs" c="dimmed">
          {deal.ownerName ?? t('nobody')}
        </Text>
        <Group gap={4} wrap="nowrap">
          {isLate && <Icon name="warning" size={13} />}
          <Text size="xs" c={isLate ? undefined : 'dimmed'}>
            {t(isLate ? 'late' : 'closes', { when })}
          </Text>
        </Group>
      </Group>
    </li>
  )
}

function MoveMenu({ deal, stages, move }: { deal: Moving; stages: readonly string[]; move: Move }) {
  const t = useWords(words)
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={t('move', { name: deal.name })}
          title={t('moveTo')}
        >
          <Icon name="more" size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('moveTo')}</Menu.Label>
        {stages.map((stage) => (
          <Menu.Item key={stage} disabled={stage === deal.stage} onClick={() => move(deal, stage)}>
            {stage}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
