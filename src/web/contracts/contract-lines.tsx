/** The lines of a contract: how each is billed, what its cap has left, and the prices that were agreed. */

import { Group, Paper, Progress, Stack, Text } from '@mantine/core'
import { raiseCap } from '#flow/contracts/contract.ts'
import { CommandButton } from '../language/command-button.tsx'
import { Lines } from '../language/lines.tsx'
import { RoleName } from '../language/role-name.tsx'
import { MoneyText } from '../language/value.tsx'
import { formatDay, formatMoney, formatPercent, formatRate } from '../words/format.ts'
import { nameOf } from '../words/names.ts'
import { lessOf, shareOf } from '../words/sum.ts'
import { useWords } from '../words/words.ts'
import { Milestones } from './milestones.tsx'
import type { ContractView } from './view.ts'
import { words } from './words.ts'

type Line = ContractView['lines'][number]

/** From here on somebody should talk to the client about the cap. */
const NEARLY_USED = 0.85

export function ContractLines({ contract }: { contract: ContractView }) {
  return (
    <Stack gap="md">
      {contract.lines.map((line) => (
        <OneLine key={line.id} line={line} contract={contract} />
      ))}
    </Stack>
  )
}

interface LineProps {
  readonly line: Line
  readonly contract: ContractView
}

function OneLine({ line, contract }: LineProps) {
  const isActive = contract.state === 'active'
  return (
    <Paper withBorder p="md" component="section" aria-label={line.title}>
      <Group justify="space-between" align="flex-start" gap="sm">
        <div style={{ minWidth: 0 }}>
          <Text fw={650} component="h2" m={0}>
            {line.lineNo}. {line.title}
          </Text>
          <Text size="sm" c="dimmed">
            {nameOf(line.billingMethod)} · {nameOf('revenueMethod')}: {nameOf(line.revenueMethod)} ·{' '}
            {formatDay(line.startsOn)} – {formatDay(line.endsOn)} · {line.taxCode}{' '}
            {formatPercent(line.taxPercent)}
          </Text>
        </div>
        <Text fw={650}>
          <MoneyText value={line.price} />
        </Text>
      </Group>
      <Stack gap="sm" mt="sm">
        {line.cap && <Cap line={line} cap={line.cap} contract={contract} />}
        {line.milestones.length > 0 && <Milestones milestones={line.milestones} isActive={isActive} />}
        {line.fees.length > 0 && <Fees line={line} />}
        {line.rates.length > 0 && <Rates line={line} />}
      </Stack>
    </Paper>
  )
}

function Cap({ line, cap, contract }: LineProps & { cap: NonNullable<Line['cap']> }) {
  const t = useWords(words)
  const share = shareOf(line.committed, cap)
  return (
    <div>
      <Group justify="space-between" mb={4}>
        <Text size="sm">
          {t('used', { amount: formatMoney(line.committed) })} ·{' '}
          <Text span inherit fw={600}>
            {t('left', { amount: formatMoney(lessOf(cap, line.committed)) })}
          </Text>
        </Text>
        {contract.state === 'active' && (
          <CommandButton
            contract={raiseCap}
            label={t('raiseCap')}
            size="xs"
            fill={{ contractLineId: line.id }}
            initial={{ cap }}
            revision={contract.revision}
          />
        )}
      </Group>
      <Progress
        value={share * 100}
        color={share >= NEARLY_USED ? 'yellow' : 'line'}
        aria-label={t('capOf', { used: formatMoney(line.committed), cap: formatMoney(cap) })}
      />
    </div>
  )
}

function Fees({ line }: { line: Line }) {
  const t = useWords(words)
  return (
    <Lines
      label={t('fees')}
      rows={line.fees}
      columns={[
        {
          name: 'periodStart',
          title: t('fees'),
          phone: 'title',
          show: (fee) => formatDay(fee.periodStart, 'month'),
        },
        { name: 'billOn', phone: 'line' },
        { name: 'billingStatus', phone: 'line' },
        { name: 'amount', phone: 'end' },
      ]}
      idOf={({ id }) => id}
    />
  )
}

/** Where a rate comes from: kept as the kind of its document and the number. */
function originIn(
  origin: string,
  t: (key: 'fromQuote' | 'fromCard' | 'fromChange', values: { number: string }) => string,
) {
  const [, kind, number = ''] = /^(quote|rate card|change) (.+)$/.exec(origin) ?? []
  if (kind === 'quote') return t('fromQuote', { number })
  if (kind === 'rate card') return t('fromCard', { number })
  return kind === 'change' ? t('fromChange', { number }) : origin
}

function Rates({ line }: { line: Line }) {
  const t = useWords(words)
  return (
    <Lines
      label={t('rates')}
      rows={line.rates}
      columns={[
        {
          name: 'roleCode',
          title: t('rates'),
          phone: 'title',
          show: ({ roleCode }) => <RoleName code={roleCode} />,
        },
        { name: 'validFrom', phone: 'line' },
        { name: 'origin', phone: 'line', show: ({ origin }) => originIn(origin, t) },
        {
          name: 'rate',
          isFigure: true,
          phone: 'end',
          show: ({ rate }) => formatRate({ amount: rate, currency: line.price.currency }),
        },
      ]}
      idOf={({ roleCode, validFrom }) => `${roleCode} ${validFrom}`}
    />
  )
}
