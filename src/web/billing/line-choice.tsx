/** A line of an invoice to be chosen: its number and what was done on one side, its amount on the other. */
import { Checkbox, Group, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import type { getInvoice } from '#flow/billing/contract.ts'
import { MoneyText } from '../language/value.tsx'
import type { WireOutput } from '../wire/client.ts'
import type { WireMoney } from '../words/format.ts'
import css from './invoice.module.css'

type Line = WireOutput<typeof getInvoice>['lines'][number]

/** Who did what, or what was delivered. */
export const titleOf = ({ personName, workPackage, title }: Line) =>
  [...new Set([personName, workPackage, title])].filter(Boolean).join(' · ')

interface LineChoiceProps {
  readonly line: Line
  readonly amount: WireMoney
  readonly isChosen: boolean
  readonly onChange: (isChosen: boolean) => void
  /** What is asked about a chosen line. */
  readonly children?: ReactNode
}

export function LineChoice({ line, amount, isChosen, onChange, children }: LineChoiceProps) {
  return (
    <div className={css['choice']}>
      <Checkbox
        styles={{ body: { width: '100%' }, labelWrapper: { flex: 1, minWidth: 0 } }}
        label={
          <Group justify="space-between" align="baseline" wrap="nowrap" gap="sm">
            <span className={css['what']}>
              <Text span inherit c="dimmed" mr={6}>
                {line.lineNo}
              </Text>
              {titleOf(line)}
            </span>
            <MoneyText value={amount} />
          </Group>
        }
        checked={isChosen}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
      />
      {children}
    </div>
  )
}

interface LineChoicesProps {
  readonly label: string
  readonly text: string
  readonly error: string | undefined
  readonly children: ReactNode
}

export function LineChoices({ label, text, error, children }: LineChoicesProps) {
  return (
    <Stack gap={4} role="group" aria-label={label}>
      <Text size="sm" fw={600}>
        {label}
      </Text>
      <Text size="xs" c="dimmed">
        {text}
      </Text>
      <div className={css['choices']}>{children}</div>
      {error && (
        <Text size="xs" c="red">
          {error}
        </Text>
      )}
    </Stack>
  )
}
