/** What an invoice asks for, line by line, with its taxes and its sum. */

import { Group, Stack, Text } from '@mantine/core'
import type { getInvoice } from '#flow/billing/contract.ts'
import { Lines } from '../language/lines.tsx'
import type { Column } from '../language/list/columns.ts'
import { RoleName } from '../language/role-name.tsx'
import { MoneyText } from '../language/value.tsx'
import type { WireOutput } from '../wire/client.ts'
import { formatMinutes, formatPercent, formatRate, type WireMoney } from '../words/format.ts'
import { useWords } from '../words/words.ts'
import { words } from './words.ts'

type Invoice = WireOutput<typeof getInvoice>
type Line = Invoice['lines'][number]

export function InvoiceLines({ invoice }: { invoice: Invoice }) {
  const t = useWords(words)
  const { currency, lines } = invoice
  const byTime = lines.some(({ kind }) => kind === 'time')
  const worked: Column<Line>[] = [
    { name: 'personName', phone: 'line' },
    { name: 'roleCode', show: ({ roleCode }) => roleCode && <RoleName code={roleCode} /> },
    { name: 'minutes', phone: 'line' },
    {
      name: 'rate',
      isFigure: true,
      show: (line) => (line.kind === 'time' ? formatRate({ amount: line.rate, currency }) : null),
    },
  ]
  const minutes = lines.reduce((sum, line) => sum + line.minutes, 0)
  return (
    <Stack gap="md">
      <Lines
        label={t('lines')}
        rows={lines}
        columns={[
          {
            name: 'title',
            title: t('lineOf'),
            phone: 'title',
            show: ({ workPackage, title }) => [...new Set([workPackage, title])].filter(Boolean).join(' · '),
          },
          ...(byTime ? worked : []),
          { name: 'taxCode' },
          { name: 'net', phone: 'end' },
        ]}
        idOf={({ lineNo }) => String(lineNo)}
        sum={{
          title: t('sum'),
          minutes: byTime ? formatMinutes(minutes) : null,
          net: <MoneyText value={invoice.net} />,
        }}
      />
      <Taxes taxes={invoice.taxes} gross={invoice.gross} />
    </Stack>
  )
}

interface TaxesProps {
  readonly taxes: readonly {
    readonly taxCode: string
    readonly percent?: string
    readonly net: WireMoney
    readonly tax: WireMoney
  }[]
  readonly gross: WireMoney
}

/** What a document's taxes are of, and what it comes to with them. */
export function Taxes({ taxes, gross }: TaxesProps) {
  const t = useWords(words)
  return (
    <Stack gap={4} maw={420} ms="auto" w="100%">
      {taxes.map(({ taxCode, percent, net, tax }) => (
        <Group key={taxCode} justify="space-between" wrap="nowrap">
          <Text size="sm" c="dimmed">
            {[taxCode, percent && formatPercent(percent)].filter(Boolean).join(' ')} ·{' '}
            <MoneyText value={net} />
          </Text>
          <Text size="sm">
            <MoneyText value={tax} />
          </Text>
        </Group>
      ))}
      <Group justify="space-between">
        <Text fw={650}>{t('gross')}</Text>
        <Text fw={650}>
          <MoneyText value={gross} />
        </Text>
      </Group>
    </Stack>
  )
}
