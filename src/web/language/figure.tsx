/** The figure: a number one can ask where it comes from. It opens the rows it is made of, and they open what they are. */
import { Paper, Text, UnstyledButton } from '@mantine/core'
import { type ReactNode, Suspense, useState } from 'react'
import { late } from '../wire/late.ts'
import {
  formatDay,
  formatMinutes,
  formatMoneyShort,
  formatNumber,
  formatPercent,
  formatShare,
} from '../words/format.ts'
import { useWords } from '../words/words.ts'
import { isMoney } from './value.tsx'
import { words } from './words.ts'

const Derivation = late(async () => ({ default: (await import('./derivation.tsx')).DerivationDrawer }))

export type Unit = 'money' | 'minutes' | 'share' | 'percent' | 'day' | 'days' | 'count'

export interface FigureProps {
  readonly label: string
  readonly value: unknown
  readonly unit?: Unit
  /** A line under the number: what it is compared with, what it means. */
  readonly note?: ReactNode
  /** The query whose rows it is made of, with its input. */
  readonly derivation?: { readonly query: string; readonly input: Readonly<Record<string, unknown>> }
  /** Red when somebody must act, yellow when somebody should look. */
  readonly tone?: 'red' | 'yellow' | 'green'
}

export function Figure({ label, value, unit, note, derivation, tone }: FigureProps) {
  const t = useWords(words)
  const [drawer, setDrawer] = useState<'never' | 'open' | 'closed'>('never')
  const content = (
    <Paper withBorder p="sm" h="100%" ta="start">
      <Text size="xs" c="dimmed" fw={550}>
        {label}
      </Text>
      {figureTexts(value, unit).map((text, _index, { length }) => (
        <Text
          key={text}
          fz={length > 1 ? 'md' : { base: 'lg', sm: 'xl' }}
          fw={650}
          lh={1.3}
          {...(tone ? { c: tone } : {})}
          style={{ fontVariantNumeric: 'tabular-nums', overflowWrap: 'anywhere' }}
        >
          {text}
        </Text>
      ))}
      {note && (
        <Text size="xs" c="dimmed" component="div">
          {note}
        </Text>
      )}
    </Paper>
  )
  if (!derivation) return content
  return (
    <>
      <UnstyledButton
        onClick={() => setDrawer('open')}
        title={t('rows')}
        h="100%"
        style={{ borderRadius: 8 }}
      >
        {content}
      </UnstyledButton>
      {drawer !== 'never' && (
        <Suspense>
          <Derivation
            {...derivation}
            title={label}
            isOpen={drawer === 'open'}
            close={() => setDrawer('closed')}
          />
        </Suspense>
      )}
    </>
  )
}

/** Amounts in several currencies stand under each other: they are never added up. */
function figureTexts(value: unknown, unit: Unit | undefined): string[] {
  if (!Array.isArray(value)) return [figureText(value, unit)]
  return value.length > 0 ? value.map((one) => figureText(one, unit)) : ['–']
}

function figureText(value: unknown, unit: Unit | undefined): string {
  if (value === null || value === undefined) return '–'
  if (isMoney(value)) return formatMoneyShort(value)
  if (unit === 'minutes') return `${formatMinutes(value as number)} h`
  if (unit === 'share') return formatShare(value as string)
  if (unit === 'percent') return formatPercent(value as string)
  if (unit === 'day') return formatDay(value as string)
  if (typeof value === 'number' || typeof value === 'string') return formatNumber(value, 1)
  return '–'
}
