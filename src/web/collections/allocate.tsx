/**
 * Says which invoices a receipt pays: by keyboard alone, with what the matching would do filled in at a press and what is
 * left always in sight. Amounts stay text; the server has the last word.
 */
import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useMemo } from 'react'
import { allocate, suggestAllocation, unallocate } from '#flow/collections/contract.ts'
import { parseMoney } from '#kernel/money.ts'
import { Asked } from '../language/asked.tsx'
import { tellDone } from '../language/command-button.tsx'
import { Empty } from '../language/empty.tsx'
import { useDraft } from '../language/form/draft.ts'
import { Icon } from '../language/icon.tsx'
import { Lines } from '../language/lines.tsx'
import { RefusalNote } from '../language/refusal-note.tsx'
import type { WireOutput } from '../wire/client.ts'
import { useRun } from '../wire/queries.ts'
import { formatMoney, plainDecimal, typedDecimal, type WireMoney } from '../words/format.ts'
import { shown } from '../words/refusals.ts'
import { lessOf, negated, signOf, sumByCurrency } from '../words/sum.ts'
import { useWords } from '../words/words.ts'
import type { Receipt } from './view.ts'
import { words } from './words.ts'

type Suggestion = WireOutput<typeof suggestAllocation>
type Item = Suggestion['items'][number]
/** What is typed for each invoice, by its id. */
type Typed = Readonly<Record<string, string>>

const nothing: Typed = {}

export function Allocate({ receipt }: { receipt: Receipt }) {
  const t = useWords(words)
  const { currency } = receipt.amount
  return (
    <Asked contract={suggestAllocation} input={{ receiptId: receipt.id }}>
      {(suggestion) =>
        suggestion.items.length === 0 ? (
          <Empty icon="cash" title={t('nothingToPay', { currency })} text={t('nothingToPayText')} />
        ) : (
          <Allocating receipt={receipt} suggestion={suggestion} />
        )
      }
    </Asked>
  )
}

function Allocating({ receipt, suggestion }: { receipt: Receipt; suggestion: Suggestion }) {
  const t = useWords(words)
  const draft = useDraft(`allocate ${receipt.id}`, nothing)
  const typed = draft.values as Typed
  const type = (now: Typed) => draft.set(now)
  const command = useRun(allocate)
  const { currency } = receipt.amount
  const parts = useMemo(() => partsOf(typed, currency), [typed, currency])
  const zero: WireMoney = lessOf(receipt.amount, receipt.amount)
  const sum = sumByCurrency(parts.map(({ amount }) => amount))[0] ?? zero
  const left = lessOf(receipt.unapplied, sum)
  const save = async () => {
    if (command.isPending || parts.length === 0 || signOf(left) < 0) return
    const input = { receiptId: receipt.id, allocations: parts }
    const done = await command.mutateAsync({ input, ifMatch: receipt.revision }).catch(() => null)
    const [only, ...more] = done?.allocations ?? []
    const undo = {
      contract: unallocate,
      input: () => ({ allocationId: only?.id, reason: t('undoneAtOnce') }),
    }
    if (!done) return
    draft.forget()
    tellDone(t('allocate'), only && more.length === 0 ? undo : undefined, done)
  }
  const putRest = (item: Item) => {
    const others = lessOf(sum, amountOf(typed[item.invoiceId] ?? '', currency) ?? zero)
    const free = lessOf(receipt.unapplied, others)
    const paid = signOf(lessOf(free, item.open)) > 0 ? item.open : free
    type({ ...typed, [item.invoiceId]: signOf(paid) > 0 ? typedDecimal(paid.amount) : '' })
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <Stack gap="sm">
        <Proposal suggestion={suggestion} take={type} />
        <Lines
          label={t('openItems')}
          rows={suggestion.items}
          columns={[
            { name: 'invoiceNumber', phone: 'title' },
            {
              name: 'reasons',
              phone: 'line',
              show: ({ reasons }) => reasons.map((why) => t(why)).join(' · '),
            },
            { name: 'dueDate', phone: 'line' },
            { name: 'daysOverdue' },
            { name: 'open', phone: 'line' },
            {
              name: 'pay',
              title: t('allocate'),
              isFigure: true,
              phone: 'line',
              show: (item) => (
                <PayInput
                  item={item}
                  value={typed[item.invoiceId] ?? ''}
                  set={(text) => type({ ...typed, [item.invoiceId]: text })}
                  putRest={() => putRest(item)}
                />
              ),
            },
          ]}
          idOf={({ invoiceId }) => invoiceId}
        />
        {command.error && <RefusalNote error={command.error} />}
        <Left
          left={left}
          sum={sum}
          isBusy={command.isPending}
          isEmpty={parts.length === 0}
          clear={() => type({})}
        />
      </Stack>
    </form>
  )
}

interface PayInputProps {
  readonly item: Item
  readonly value: string
  readonly set: (text: string) => void
  readonly putRest: () => void
}

function PayInput({ item, value, set, putRest }: PayInputProps) {
  const t = useWords(words)
  const isWrong = value !== '' && amountOf(value, item.open.currency) === null
  return (
    <Group gap={4} wrap="nowrap" justify="flex-end">
      <Button
        size="compact-xs"
        variant="subtle"
        tabIndex={-1}
        aria-label={t('restOf', { number: item.invoiceNumber })}
        onClick={putRest}
      >
        {t('rest')}
      </Button>
      <TextInput
        size="xs"
        w={120}
        inputMode="decimal"
        aria-label={t('pay', { number: item.invoiceNumber })}
        data-pay={item.invoiceId}
        error={isWrong}
        value={value}
        styles={{ input: { textAlign: 'end', fontVariantNumeric: 'tabular-nums' } }}
        onChange={({ currentTarget }) => set(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === ' ' && event.ctrlKey) {
            event.preventDefault()
            putRest()
          }
          if (event.key === 'Enter' && focusNext(event.currentTarget)) event.preventDefault()
        }}
      />
    </Group>
  )
}

/** The next invoice, if there is one; after the last the form is sent. */
function focusNext(input: HTMLInputElement): boolean {
  const all = [...(input.form?.querySelectorAll<HTMLInputElement>('input[data-pay]') ?? [])]
  const next = all[all.indexOf(input) + 1]
  next?.focus()
  next?.select()
  return next !== undefined
}

function Proposal({ suggestion, take }: { suggestion: Suggestion; take: (typed: Typed) => void }) {
  const t = useWords(words)
  const { certain, reason, items } = suggestion
  const suggested = items.filter((item) => signOf(item.suggested) > 0)
  const filled = Object.fromEntries(
    suggested.map((item) => [item.invoiceId, typedDecimal(item.suggested.amount)]),
  )
  return (
    <Alert
      variant="light"
      color={certain ? 'green' : 'gray'}
      icon={<Icon name={certain ? 'check' : 'question'} />}
      title={t(certain ? 'suggestion' : 'noSuggestion')}
    >
      <Group justify="space-between" gap="xs">
        <Text size="sm">{t(`why_${reason.code}`, valuesOf(reason.values))}</Text>
        {suggested.length > 0 && (
          <Button size="xs" variant={certain ? 'filled' : 'default'} onClick={() => take(filled)}>
            {t('take')}
          </Button>
        )}
      </Group>
    </Alert>
  )
}

/** The values of a reason as people read them. */
const valuesOf = (values: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, shown(name, value)]))

interface LeftProps {
  readonly left: WireMoney
  readonly sum: WireMoney
  readonly isBusy: boolean
  readonly isEmpty: boolean
  readonly clear: () => void
}

function Left({ left, sum, isBusy, isEmpty, clear }: LeftProps) {
  const t = useWords(words)
  const sign = signOf(left)
  return (
    <Group justify="space-between" gap="sm">
      <div aria-live="polite">
        <Text size="sm" fw={600}>
          {sign < 0
            ? t('tooMuch', { amount: formatMoney(negated(left)) })
            : sign === 0
              ? t('all')
              : t('stays', { amount: formatMoney(left) })}
        </Text>
        <Text size="xs" c="dimmed" visibleFrom="sm">
          {t('keys')}
        </Text>
      </div>
      <Group gap="xs">
        <Button variant="default" onClick={clear} disabled={isEmpty}>
          {t('clear')}
        </Button>
        <Button type="submit" loading={isBusy} disabled={isEmpty || sign < 0}>
          {t('save', { amount: formatMoney(sum) })}
        </Button>
      </Group>
    </Group>
  )
}

/** An amount above zero as typed, or null while it is none. */
function amountOf(text: string, currency: string): WireMoney | null {
  const amount = plainDecimal(text)
  const money = amount === '' ? null : parseMoney(amount, currency)
  return money && money.minor > 0n ? { amount, currency } : null
}

function partsOf(typed: Typed, currency: string) {
  return Object.entries(typed).flatMap(([invoiceId, text]) => {
    const amount = amountOf(text, currency)
    return amount ? [{ invoiceId, amount }] : []
  })
}
