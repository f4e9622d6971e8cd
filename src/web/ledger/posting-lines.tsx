/**
 * The lines of an entry by hand as they are written on paper: an account, debit or credit, and what is still missing
 * always in sight. What few lines need (another currency, a client, a project) is a press away.
 */
import { ActionIcon, Button, Fieldset, Group, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { listAccounts, postEntry } from '#engines/ledger/contract.ts'
import type { JsonSchema } from '#kernel/operation.ts'
import type { FieldOverride } from '../language/command-form.tsx'
import { ListSelect } from '../language/form/list-select.tsx'
import { SchemaField } from '../language/form/schema-field.tsx'
import { plainSchema } from '../language/form/shape.ts'
import { Icon } from '../language/icon.tsx'
import { Tone } from '../language/tone.tsx'
import { fieldsOf } from '../wire/contract.ts'
import { formatMoney, plainDecimal, typedDecimal, type WireMoney } from '../words/format.ts'
import { negated, signOf, sumByCurrency } from '../words/sum.ts'
import { useWords } from '../words/words.ts'
import { words } from './words.ts'

interface PostingLine {
  readonly account?: string
  readonly amount?: WireMoney
}

/** What a line may say besides its account and its amount. */
const DETAILS = [
  'functional',
  'rate',
  'clientId',
  'contractId',
  'projectId',
  'personId',
  'practice',
  'region',
]

const noErrors: ReadonlyMap<string, string> = new Map()

interface PostingLinesProps {
  readonly book: { readonly id: string; readonly currency: string }
  readonly value: unknown
  readonly set: (value: unknown) => void
  readonly error: string | undefined
}

/** The field for the lines of entries in a book. */
export const postingLinesOf =
  (book: PostingLinesProps['book']): FieldOverride =>
  (field) => <PostingLines {...field} book={book} />

function PostingLines({ book, value, set, error }: PostingLinesProps) {
  const t = useWords(words)
  const lines = (Array.isArray(value) ? value : []) as readonly PostingLine[]
  const put = (at: number, line: PostingLine) => set(lines.map((old, index) => (index === at ? line : old)))
  return (
    <Fieldset legend={t('lines')} p="sm">
      <Stack gap="xs">
        {lines.map((line, at) => (
          <Row
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name but their place
            key={at}
            book={book}
            line={line}
            number={at + 1}
            set={(changed) => put(at, changed)}
            {...(lines.length > 2 ? { remove: () => set(lines.filter((_, index) => index !== at)) } : {})}
          />
        ))}
        <Group justify="space-between">
          <Button size="compact-sm" variant="subtle" onClick={() => set([...lines, {}])}>
            {t('addLine')}
          </Button>
          <Balance lines={lines} />
        </Group>
        {error && (
          <Text size="xs" c="red">
            {error}
          </Text>
        )}
      </Stack>
    </Fieldset>
  )
}

/** Whether debit equals credit, and in each currency by how much not. */
function Balance({ lines }: { lines: readonly PostingLine[] }) {
  const t = useWords(words)
  const amounts = lines.flatMap(({ amount }) => (amount ? [amount] : []))
  const open = sumByCurrency(amounts).filter((sum) => signOf(sum) !== 0)
  if (amounts.length === 0) return null
  if (open.length === 0) return <Tone tone="green">= {t('balanced')}</Tone>
  return (
    <Group gap="xs" role="status">
      {open.map((sum) => (
        <Tone key={sum.currency} tone="yellow">
          {t(signOf(sum) > 0 ? 'creditMissing' : 'debitMissing', {
            amount: formatMoney(signOf(sum) > 0 ? sum : negated(sum)),
          })}
        </Tone>
      ))}
    </Group>
  )
}

interface RowProps {
  readonly book: PostingLinesProps['book']
  readonly line: PostingLine
  readonly number: number
  readonly set: (line: PostingLine) => void
  readonly remove?: () => void
}

function Row({ book, line, number, set, remove }: RowProps) {
  const t = useWords(words)
  const [hasDetails, showDetails] = useState(DETAILS.some((name) => name in line))
  return (
    <Stack gap={4} role="group" aria-label={t('line', { number })}>
      <Group gap="xs" wrap="wrap" align="flex-end">
        <ListSelect
          style={{ flex: '2 1 180px' }}
          label={t('account')}
          contract={listAccounts}
          input={{ bookId: book.id, limit: 200, sort: 'code' }}
          // What its subledger keeps is not posted to by hand.
          option={({ code, name, control }) => ({
            value: code,
            label: `${code} ${name}`,
            disabled: control !== null,
          })}
          value={line.account ?? null}
          onChange={(code) => set(without(line, 'account', code ?? undefined))}
        />
        <Sides book={book} line={line} set={set} />
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('details', { number })}
          aria-expanded={hasDetails}
          title={t('details', { number })}
          onClick={() => showDetails(!hasDetails)}
        >
          <Icon name="more" size={16} />
        </ActionIcon>
        {remove && (
          <ActionIcon variant="subtle" color="gray" aria-label={t('removeLine', { number })} onClick={remove}>
            <Icon name="close" size={14} />
          </ActionIcon>
        )}
      </Group>
      {hasDetails && <Details line={line} set={set} />}
    </Stack>
  )
}

/** Debit and credit: of a line one of them has an amount. */
function Sides({ book, line, set }: Pick<RowProps, 'book' | 'line' | 'set'>) {
  const t = useWords(words)
  const known = line.amount?.amount.replace('-', '') ?? ''
  // What is typed stays as it is typed, and on the side where it was typed, for as long as it is the amount of this line.
  const [typed, type] = useState({ isCredit: false, text: '' })
  const shown =
    plainDecimal(typed.text) === known
      ? typed
      : { isCredit: line.amount !== undefined && signOf(line.amount) < 0, text: typedDecimal(known) }
  const currency = line.amount?.currency ?? book.currency
  const put = (isCredit: boolean, text: string) => {
    type({ isCredit, text })
    const amount = { amount: plainDecimal(text), currency }
    set(without(line, 'amount', text === '' ? undefined : isCredit ? negated(amount) : amount))
  }
  const side = (isCredit: boolean) => (
    <TextInput
      style={{ flex: '1 1 96px' }}
      label={t(isCredit ? 'credit' : 'debit')}
      inputMode="decimal"
      styles={{ input: { textAlign: 'end', fontVariantNumeric: 'tabular-nums' } }}
      value={shown.isCredit === isCredit ? shown.text : ''}
      onChange={({ currentTarget }) => put(isCredit, currentTarget.value)}
    />
  )
  return (
    <>
      {side(false)}
      {side(true)}
      <TextInput
        w={72}
        label={t('currency')}
        value={currency}
        disabled={!line.amount}
        maxLength={3}
        onChange={({ currentTarget }) =>
          line.amount &&
          set({ ...line, amount: { ...line.amount, currency: currentTarget.value.toUpperCase() } })
        }
      />
    </>
  )
}

/** Everything else a line may say, as the contract has it. */
function Details({ line, set }: Pick<RowProps, 'line' | 'set'>) {
  const values = line as Readonly<Record<string, unknown>>
  return (
    <Stack gap="xs" pl="md">
      {DETAILS.map((name) => {
        const schema = detailSchemas[name]
        return (
          schema && (
            <SchemaField
              key={name}
              pointer={`/lines/${name}`}
              name={name}
              schema={schema}
              isRequired={false}
              value={values[name]}
              set={(value) => set(without(line, name, value))}
              errors={noErrors}
            />
          )
        )
      })}
    </Stack>
  )
}

const detailSchemas: Readonly<Record<string, JsonSchema>> = (() => {
  const field = fieldsOf(postEntry).find(({ name }) => name === 'lines')
  const row = field && plainSchema(plainSchema(field.schema).items ?? {})
  return row?.properties ?? {}
})()

/** A line in which one field says something else, or nothing. */
function without(line: PostingLine, name: string, value: unknown): PostingLine {
  const { [name]: _before, ...rest } = line as Readonly<Record<string, unknown>>
  return value === undefined ? rest : { ...rest, [name]: value }
}
