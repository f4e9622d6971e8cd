/** The lines of a quote: what is sold, how it is billed, what it brings and the effort behind it. */

import { Group, Paper, Stack, Text } from '@mantine/core'
import { Lines } from '../language/lines.tsx'
import { RecordLink } from '../language/record.tsx'
import { RoleName } from '../language/role-name.tsx'
import { MoneyText } from '../language/value.tsx'
import {
  formatDay,
  formatMinutes,
  formatMoney,
  formatPercent,
  formatRate,
  type WireMoney,
} from '../words/format.ts'
import { nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import type { Quote } from './view.ts'
import { words } from './words.ts'

type Line = Quote['lines'][number]

export function QuoteLines({ lines }: { lines: readonly Line[] }) {
  return (
    <Stack gap="md">
      {lines.map((line) => (
        <OneLine key={line.id} line={line} />
      ))}
    </Stack>
  )
}

function OneLine({ line }: { line: Line }) {
  const t = useWords(words)
  return (
    <Paper withBorder p="md" component="section" aria-label={line.title}>
      <Group justify="space-between" align="flex-start" gap="sm">
        <div style={{ minWidth: 0 }}>
          <Text fw={650} component="h2" m={0}>
            {line.lineNo}. {line.title}
          </Text>
          <Text size="sm" c="dimmed" component="div">
            {nameOf(line.billingMethod)} · {line.entityCode} →{' '}
            <RecordLink to={`/clients/${line.billToId}`} isInText>
              {line.billToName}
            </RecordLink>{' '}
            · {t('span', { from: formatDay(line.startsOn), to: formatDay(line.endsOn) })}
            {line.cap && ` · ${t('capOf', { amount: formatMoney(line.cap) })}`}
            {line.purchaseOrder && ` · ${nameOf('purchaseOrder')} ${line.purchaseOrder}`}
          </Text>
        </div>
        <LineMoney line={line} />
      </Group>
      <Stack gap="sm" mt="sm">
        {line.milestones.length > 0 && <Milestones line={line} />}
        {line.details.length > 0 ? (
          <Effort line={line} />
        ) : (
          <Text size="sm" c="dimmed">
            {t('noEffort')}
          </Text>
        )}
      </Stack>
    </Paper>
  )
}

function LineMoney({ line }: { line: Line }) {
  const t = useWords(words)
  const facts: (readonly [string, WireMoney, string?])[] = [
    [t('price'), line.price],
    [t('listPrice'), line.listPrice, formatPercent(line.discountPercent)],
    [t('cost'), line.cost],
    [t('margin'), line.margin, formatPercent(line.marginPercent)],
  ]
  return (
    <Group gap="lg" component="dl" m={0}>
      {facts.map(([label, amount, percent]) => (
        <div key={label}>
          <Text component="dt" size="xs" c="dimmed">
            {label}
            {percent && ` · ${percent}`}
          </Text>
          <Text component="dd" m={0} size="sm" fw={600}>
            <MoneyText value={amount} />
          </Text>
        </div>
      ))}
    </Group>
  )
}

function Milestones({ line }: { line: Line }) {
  const t = useWords(words)
  return (
    <Lines
      label={t('milestones')}
      rows={line.milestones}
      columns={[
        { name: 'title', title: t('milestones'), phone: 'title' },
        { name: 'plannedOn', phone: 'line' },
        { name: 'amount', phone: 'end' },
      ]}
      idOf={({ title, plannedOn }) => `${title} ${plannedOn}`}
    />
  )
}

function Effort({ line }: { line: Line }) {
  const t = useWords(words)
  const hour = (amount: string) => formatRate({ amount, currency: line.currency })
  const minutes = line.details.reduce((sum, detail) => sum + detail.minutes, 0)
  return (
    <Lines
      label={t('effort')}
      rows={line.details}
      columns={[
        { name: 'workPackage', title: t('effort'), phone: 'title' },
        { name: 'roleCode', phone: 'line', show: ({ roleCode }) => <RoleName code={roleCode} /> },
        { name: 'minutes', isFigure: true, phone: 'end' },
        { name: 'billRate', isFigure: true, show: ({ billRate }) => hour(billRate), phone: 'line' },
        { name: 'listRate', isFigure: true, show: ({ listRate }) => hour(listRate) },
        { name: 'costRate', isFigure: true, show: ({ costRate }) => hour(costRate) },
      ]}
      idOf={({ workPackage, roleCode }) => `${workPackage} ${roleCode}`}
      sum={{ minutes: formatMinutes(minutes) }}
    />
  )
}
