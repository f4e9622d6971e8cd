/** The statement of work as the client reads it: scope, dates, prices and signatures; no cost, no margin. */

import { Box, Button, Divider, Group, Paper, Stack, Table, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { listEntities } from '#flow/firm/contract.ts'
import { get } from '#flow/quotes/contract.ts'
import { Asked, usePlace } from '../language/asked.tsx'
import { Icon } from '../language/icon.tsx'
import { Mark } from '../language/mark.tsx'
import { RoleName } from '../language/role-name.tsx'
import { MoneyText } from '../language/value.tsx'
import { useAsk } from '../wire/queries.ts'
import { useSession } from '../wire/session.tsx'
import { formatDay, formatMinutes, formatMoney, formatRate } from '../words/format.ts'
import { nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import type { Quote } from './view.ts'
import { words } from './words.ts'

type Line = Quote['lines'][number]

export default function WorkStatement() {
  const quoteId = usePlace('quoteId')
  return (
    <Asked contract={get} input={{ quoteId }}>
      {(quote) => <Sheet quote={quote} />}
    </Asked>
  )
}

function Sheet({ quote }: { quote: Quote }) {
  const t = useWords(words)
  return (
    <Stack gap="md" maw={820} mx="auto">
      <Group justify="space-between" className="no-print">
        <Button
          component={Link}
          to={`/quotes/${quote.id}`}
          variant="subtle"
          leftSection={<Icon name="back" size={16} />}
        >
          {t('back')}
        </Button>
        <Button onClick={() => window.print()}>{t('print')}</Button>
      </Group>
      <Paper withBorder p={{ base: 'md', sm: 'xl' }} className="sheet" component="article">
        <Stack gap="lg">
          <Letterhead />
          <Parties quote={quote} />
          <Title order={2}>{t('sowScope')}</Title>
          {quote.lines.map((line) => (
            <LineOfWork key={line.id} line={line} />
          ))}
          <Divider />
          <Group justify="space-between">
            <Text fw={650}>{t('sowTotal')}</Text>
            <Text fw={650} size="lg">
              <MoneyText value={quote.price} />
            </Text>
          </Group>
          <Text size="sm">
            {t('sowValid', { day: formatDay(quote.validUntil), priced: formatDay(quote.pricedOn) })}
          </Text>
          <Signatures quote={quote} />
        </Stack>
      </Paper>
    </Stack>
  )
}

/** Whose paper it is: the logo where there is one, and a line in the colour of the firm. */
function Letterhead() {
  const { me } = useSession()
  return (
    <Box pb="sm" style={{ borderBottom: '3px solid var(--mantine-primary-color-7)' }}>
      <Mark name={me.tenant.name} size="large" />
    </Box>
  )
}

/** The companies that sell, by the names they are registered under. */
function useSellers(quote: Quote): string[] {
  const { data } = useAsk(listEntities, { limit: 200 })
  const codes = new Set(quote.lines.map(({ entityCode }) => entityCode))
  return (data?.items ?? []).filter(({ code }) => codes.has(code)).map(({ legalName }) => legalName)
}

function Parties({ quote }: { quote: Quote }) {
  const t = useWords(words)
  const sellers = useSellers(quote)
  const payers = [...new Set(quote.lines.map(({ billToName }) => billToName))]
  return (
    <div>
      <Text size="sm" c="dimmed">
        {t('sowTitle')} · {t('versioned', { number: quote.number, version: quote.version })}
      </Text>
      <Title order={1}>{quote.title}</Title>
      <Text mt="xs">
        {t('sowBetween')} <b>{sellers.join(', ')}</b> {t('sowAnd')} <b>{payers.join(', ')}</b>
      </Text>
    </div>
  )
}

function LineOfWork({ line }: { line: Line }) {
  const t = useWords(words)
  return (
    <section aria-label={line.title} style={{ breakInside: 'avoid' }}>
      <Group justify="space-between" align="baseline" wrap="nowrap">
        <Title order={3}>
          {line.lineNo}. {line.title}
        </Title>
        <Text fw={600}>
          <MoneyText value={line.price} />
        </Text>
      </Group>
      <Text size="sm" c="dimmed">
        {nameOf(line.billingMethod)} · {line.billToName} ·{' '}
        {t('span', { from: formatDay(line.startsOn), to: formatDay(line.endsOn) })}
        {line.cap && ` · ${t('capOf', { amount: formatMoney(line.cap) })}`}
      </Text>
      {line.milestones.length > 0 && <DueParts line={line} />}
      {line.billingMethod === 'time_and_materials' && <Work line={line} />}
    </section>
  )
}

function DueParts({ line }: { line: Line }) {
  const t = useWords(words)
  return (
    <Table.ScrollContainer minWidth={300}>
      <Table mt="xs" fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('milestones')}</Table.Th>
            <Table.Th>{t('sowDue')}</Table.Th>
            <Table.Th ta="end">{t('price')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {line.milestones.map(({ title, plannedOn, amount }) => (
            <Table.Tr key={title + plannedOn}>
              <Table.Td>{title}</Table.Td>
              <Table.Td>{formatDay(plannedOn)}</Table.Td>
              <Table.Td ta="end">
                <MoneyText value={amount} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function Work({ line }: { line: Line }) {
  const t = useWords(words)
  return (
    <Table.ScrollContainer minWidth={300}>
      <Table mt="xs" fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('sowWork')}</Table.Th>
            <Table.Th>{t('sowRole')}</Table.Th>
            <Table.Th ta="end">{t('sowHours')}</Table.Th>
            <Table.Th ta="end">{t('sowRate')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {line.details.map(({ workPackage, roleCode, minutes, billRate }) => (
            <Table.Tr key={workPackage + roleCode}>
              <Table.Td>{workPackage}</Table.Td>
              <Table.Td>
                <RoleName code={roleCode} />
              </Table.Td>
              <Table.Td ta="end">{formatMinutes(minutes)}</Table.Td>
              <Table.Td ta="end">{formatRate({ amount: billRate, currency: line.currency })}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function Signatures({ quote }: { quote: Quote }) {
  const t = useWords(words)
  const signing = [useSellers(quote).join(', '), quote.clientName]
  return (
    <Group grow mt="xl" gap="xl" style={{ breakInside: 'avoid' }}>
      {signing.map((name) => (
        <div key={name}>
          <Divider mb={4} mt="xl" />
          <Text size="xs" c="dimmed">
            {t('sowSign', { name })}
            <br />
            {t('sowPlace')}
          </Text>
        </div>
      ))}
    </Group>
  )
}
