/** What keeps work from being billed: each thing leads to where it is cleared, and to whoever must do it. */
import { Group, Text } from '@mantine/core'
import { listTasks } from '#engines/process/contract.ts'
import type { readiness } from '#flow/billing/contract.ts'
import { setPurchaseOrder } from '#flow/contracts/contract.ts'
import { get as getPerson } from '#flow/people/contract.ts'
import { get as getTimesheet } from '#flow/timesheets/contract.ts'
import { CommandButton } from '../language/command-button.tsx'
import { placeOfRecord } from '../language/kinds.ts'
import { Lines } from '../language/lines.tsx'
import { Section } from '../language/page.tsx'
import { RecordLink } from '../language/record.tsx'
import { Tone } from '../language/tone.tsx'
import { MoneyText } from '../language/value.tsx'
import type { WireOutput } from '../wire/client.ts'
import { useAsk } from '../wire/queries.ts'
import { useSession } from '../wire/session.tsx'
import { formatDay, formatMinutes, formatMoney } from '../words/format.ts'
import { nameOf } from '../words/names.ts'
import { sumByCurrency } from '../words/sum.ts'
import { useWords } from '../words/words.ts'
import { words } from './words.ts'

export type Blocker = WireOutput<typeof readiness>['contracts'][number]['blockers'][number]

export const keyOfBlocker = ({ code, what, opens }: Blocker) => `${code} ${opens.id} ${what}`

export function WhoMustAct({ blockers }: { blockers: readonly Blocker[] }) {
  const t = useWords(words)
  const idOf = ({ personId, role }: Blocker) => personId ?? role ?? ''
  const people = [...new Map(blockers.map((blocker) => [idOf(blocker), blocker])).values()].map((first) => {
    const own = blockers.filter((blocker) => idOf(blocker) === idOf(first))
    return {
      first,
      what: [...new Set(own.map(({ code }) => nameOf(code)))].join(', '),
      minutes: own.reduce((sum, { minutes }) => sum + minutes, 0),
      amount: sumByCurrency(own.flatMap(({ amount }) => (amount ? [amount] : []))),
    }
  })
  return (
    <Section title={t('actsNow')}>
      <Lines
        label={t('actsNow')}
        rows={people}
        columns={[
          { name: 'who', phone: 'title', show: ({ first }) => <Who blocker={first} /> },
          { name: 'what', phone: 'line' },
          {
            name: 'minutes',
            isFigure: true,
            phone: 'line',
            show: ({ minutes }) => (minutes > 0 ? formatMinutes(minutes) : null),
          },
          {
            name: 'amount',
            isFigure: true,
            phone: 'end',
            show: ({ amount }) => amount.map(formatMoney).join(' · '),
          },
        ]}
        idOf={({ first }) => idOf(first)}
      />
    </Section>
  )
}

/** The person, or the role where nobody is named. */
function Who({ blocker: { who, personId, role } }: { blocker: Blocker }) {
  const { may } = useSession()
  if (role !== null) return nameOf(role)
  return personId !== null && may(getPerson) ? <RecordLink to={`/people/${personId}`}>{who}</RecordLink> : who
}

export function OneBlocker({ blocker, contractId }: { blocker: Blocker; contractId: string }) {
  const { code, what, day, taskId, minutes, amount } = blocker
  const place = usePlaceOf(blocker, contractId)
  const words = day === null ? what : `${what} · ${formatDay(day)}`
  return (
    <Group gap="xs" align="baseline">
      <Tone tone="yellow">{nameOf(code)}</Tone>
      <Text size="sm" style={{ flex: '1 1 200px' }}>
        {place ? (
          <RecordLink to={place} isInText>
            {words}
          </RecordLink>
        ) : (
          words
        )}{' '}
        ·{' '}
        <Text span inherit fw={600}>
          <Who blocker={blocker} />
        </Text>
      </Text>
      <Group gap="sm">
        {code === 'purchase_order_missing' && (
          <CommandButton contract={setPurchaseOrder} fill={{ contractId }} size="compact-xs" />
        )}
        {taskId !== null && <TheTask taskId={taskId} />}
        {(amount || minutes > 0) && (
          <Text size="sm" ta="end" miw={64}>
            {amount ? <MoneyText value={amount} /> : formatMinutes(minutes)}
          </Text>
        )}
      </Group>
    </Group>
  )
}

/** As many tasks as an inbox shows. */
const TASKS_MAX = 200

/** The task by which it is cleared, where it stands in this person's inbox. */
function TheTask({ taskId }: { taskId: string }) {
  const t = useWords(words)
  const { data } = useAsk(listTasks, { sort: 'dueAt', limit: TASKS_MAX }, { staleTime: 5_000 })
  if (!data?.items.some(({ id }) => id === taskId)) return null
  return (
    <Text size="sm">
      <RecordLink to={`/inbox/${taskId}`}>{t('openTask')}</RecordLink>
    </Text>
  )
}

/** Where it is cleared; milestones and lines stand on their contract. */
function usePlaceOf({ opens }: Blocker, contractId: string): string | null {
  const { may } = useSession()
  if (opens.kind !== 'timesheet') return `/contracts/${contractId}`
  return may(getTimesheet) ? placeOfRecord(opens.kind, opens.id) : null
}
