/** Any value of a contract as people read it: what it is follows from its shape and its name. */
import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import {
  formatDay,
  formatMinutes,
  formatMoment,
  formatMoney,
  formatNumber,
  formatPercent,
  formatShare,
  type WireMoney,
} from '../words/format.ts'
import { nameOf } from '../words/names.ts'
import { Icon } from './icon.tsx'
import { RoleName } from './role-name.tsx'
import { Said } from './said-texts.tsx'
import { StateBadge } from './state-badge.tsx'

const day = /^\d{4}-\d{2}-\d{2}$/
const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*(?:Z|[+-]\d{2}:\d{2})$/
export const isRecordId = (text: string) => recordId.test(text)
const recordId = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const mailAddress = /^[^\s@]+@[^\s@]+$/
const decimalText = /^-?\d+(\.\d+)?$/
const saysState = /^(state|status|outcome|severity|health|billingStatus)$/i
/** Contracts say shares of one as shares, and what is of a hundred as per cent. */
const isPercent = /percent$|^probability$/i
const saysChoice = /(type|kind|model|method|policy|role|basis|series|reason)$/i

/** What a decision table may have answered. */
const saysWhy = /reason|why|because|authority|note|text|title|subject|message|result|value/i

/** An amount: figures of one width, so that columns read straight; negative in red is not enough, so the sign stays. */
export function MoneyText({ value, bold = false }: { value: WireMoney; bold?: boolean }) {
  return (
    <Text
      span
      inherit
      fw={bold ? 650 : undefined}
      style={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}
    >
      {formatMoney(value)}
    </Text>
  )
}

export const isMoney = (value: unknown): value is WireMoney =>
  typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value

/** Whether a column of such values is set to the right. */
export function isFigure(name: string, value: unknown): boolean {
  return isMoney(value) || typeof value === 'number' || isDecimal(name, value)
}

/** Whether a value loses its meaning when its end is cut off: figures, days, moments and states. */
export function isWhole(name: string, value: unknown): boolean {
  return saysState.test(name) || (typeof value === 'string' && (day.test(value) || moment.test(value)))
}

export const isNothing = (value: unknown) => value === null || value === undefined || value === ''

const isDecimal = (name: string, value: unknown) =>
  typeof value === 'string' &&
  decimalText.test(value) &&
  !/number|code|reference|key|name|order|phone|title|text|^account$|id$/i.test(name)

/** A value of a field called `name`. */
export function Value({ name, value }: { name: string; value: unknown }): ReactNode {
  if (isNothing(value)) return <Nothing />
  if (isMoney(value)) return <MoneyText value={value} />
  if (typeof value === 'boolean') return value ? <Icon name="check" size={16} /> : <Nothing />
  if (typeof value === 'number') return <Figures>{figureText(name, value)}</Figures>
  if (typeof value === 'string') return textOf(name, value)
  if (Array.isArray(value)) return listOf(name, value)
  return <Structured value={value as Record<string, unknown>} />
}

function textOf(name: string, value: string): ReactNode {
  if (saysState.test(name)) return <StateBadge state={value} />
  if (name === 'roleCode') return <RoleName code={value} />
  if (day.test(value)) return <span style={{ whiteSpace: 'nowrap' }}>{formatDay(value)}</span>
  if (recordId.test(value)) return <RecordTail id={value} />
  if (moment.test(value)) return <span style={{ whiteSpace: 'nowrap' }}>{formatMoment(value)}</span>
  if (isPercent.test(name) && decimalText.test(value)) return <Figures>{formatPercent(value)}</Figures>
  if (/share|margin|utilisation/i.test(name) && decimalText.test(value))
    return <Figures>{formatShare(value)}</Figures>
  if (isDecimal(name, value)) return <Figures>{formatNumber(value, 6)}</Figures>
  if (saysChoice.test(name) && /^[a-z][a-z_-]*$/.test(value)) return nameOf(value)
  if (mailAddress.test(value)) return <MailText address={value} />
  return saysWhy.test(name) && value.includes(' ') ? <Said>{value}</Said> : value
}

/** Where there is not room for all of it, an address goes on with its host, and not in the middle of a word. */
function MailText({ address }: { address: string }) {
  const [whom, host] = address.split('@')
  return (
    <>
      {whom}
      <wbr />@{host}
    </>
  )
}

const TAIL_SHOWN = 8

/** Nobody reads an id: its end tells it apart, and the whole of it is there for who must copy it. */
function RecordTail({ id }: { id: string }) {
  return (
    <Text span inherit ff="monospace" title={id}>
      …{id.slice(-TAIL_SHOWN)}
    </Text>
  )
}

function figureText(name: string, value: number): string {
  if (/minutes(PerDay)?$/i.test(name)) return formatMinutes(value)
  if (isPercent.test(name)) return formatPercent(value)
  if (/share$/i.test(name)) return formatShare(value)
  return formatNumber(value)
}

function listOf(name: string, values: readonly unknown[]): ReactNode {
  if (values.length === 0) return <Nothing />
  if (values.every((one): one is string => typeof one === 'string' && recordId.test(one)))
    return values.map((id) => (
      <div key={id}>
        <RecordTail id={id} />
      </div>
    ))
  if (values.every((one) => typeof one === 'string' || typeof one === 'number'))
    return values
      .map((one) =>
        typeof one === 'string' && day.test(one)
          ? formatDay(one)
          : /roles|states|kinds|types|^levels$/i.test(name)
            ? nameOf(String(one))
            : String(one),
      )
      .join(', ')
  return formatNumber(values.length)
}

/** The fields of a small object, one a line. */
function Structured({ value }: { value: Record<string, unknown> }) {
  return (
    <>
      {Object.entries(value).map(([name, inner]) => (
        <div key={name}>
          <Text span c="dimmed" size="xs">
            {nameOf(name)}{' '}
          </Text>
          <Value name={name} value={inner} />
        </div>
      ))}
    </>
  )
}

const Figures = ({ children }: { children: ReactNode }) => (
  <span style={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>{children}</span>
)

const Nothing = () => (
  <Text span c="dimmed" inherit aria-hidden="true">
    –
  </Text>
)
