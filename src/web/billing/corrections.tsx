/** What was taken back of an invoice, what keeps it from being paid, and what can be done about it. */
import { Group, Stack, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import type { getInvoice } from '#flow/billing/contract.ts'
import {
  askWriteOff,
  decideCase,
  listCases,
  listDisputes,
  listPromises,
  listWriteOffs,
  openDispute,
  promisePayment,
  refuseWriteOff,
  resolveDispute,
} from '#flow/collections/contract.ts'
import { listNotes, propose, reject } from '#flow/credits/contract.ts'
import type { QueryContract } from '#kernel/contract.ts'
import { Asked } from '../language/asked.tsx'
import { CommandButton } from '../language/command-button.tsx'
import { Lines } from '../language/lines.tsx'
import type { Column } from '../language/list/columns.ts'
import { RecordLink } from '../language/record.tsx'
import { StateBadge } from '../language/state-badge.tsx'
import type { WireInput, WireOutput } from '../wire/client.ts'
import { useSession } from '../wire/session.tsx'
import { nameOf } from '../words/names.ts'
import { signOf } from '../words/sum.ts'
import { useWords } from '../words/words.ts'
import { forms } from './forms.tsx'
import { words } from './words.ts'

type Invoice = WireOutput<typeof getInvoice>

export function Corrections({ invoice }: { invoice: Invoice }) {
  return (
    <Stack gap="lg">
      <Steps invoice={invoice} />
      <Notes invoiceId={invoice.id} />
      <Disputes invoiceId={invoice.id} />
      <Promises invoiceId={invoice.id} />
      <WriteOffs invoiceId={invoice.id} />
      <Case invoiceId={invoice.id} />
    </Stack>
  )
}

/** What can be done; who may not does not see it. */
function Steps({ invoice }: { invoice: Invoice }) {
  const t = useWords(words)
  const fill = { invoiceId: invoice.id }
  const isOwed = signOf(invoice.open) > 0
  return (
    <Group gap="xs">
      {invoice.state !== 'credited' && (
        <CommandButton
          contract={propose}
          label={t('propose')}
          fill={fill}
          {...forms[propose.name]}
          size="xs"
        />
      )}
      {isOwed && (
        <>
          <CommandButton
            contract={openDispute}
            label={t('openDispute')}
            fill={fill}
            {...forms[openDispute.name]}
            size="xs"
          />
          <CommandButton contract={promisePayment} label={t('promisePayment')} fill={fill} size="xs" />
          <CommandButton contract={askWriteOff} label={t('askWriteOff')} fill={fill} size="xs" color="gray" />
        </>
      )}
    </Group>
  )
}

interface Of {
  readonly invoiceId: string
}

type RowOf<C extends QueryContract> = WireOutput<C> extends { items: readonly (infer Row)[] } ? Row : never

interface BlockProps<C extends QueryContract> {
  readonly contract: C
  readonly input: WireInput<C>
  readonly title: string
  readonly columns: readonly Column<RowOf<C>>[]
}

/** One kind of them under its name; nothing where there is none, or where it may not be seen. */
function Block<C extends QueryContract>({ contract, input, title, columns }: BlockProps<C>): ReactNode {
  const { may } = useSession()
  if (!may(contract)) return null
  return (
    <Asked contract={contract} input={input}>
      {(answer) => {
        const { items } = answer as unknown as { items: readonly (RowOf<C> & { id: string })[] }
        if (items.length === 0) return null
        return (
          <Stack gap="xs">
            <Title order={3} size="h5">
              {title}
            </Title>
            <Lines label={title} rows={items} columns={columns} idOf={({ id }) => id} />
          </Stack>
        )
      }}
    </Asked>
  )
}

const badge = ({ state }: { state: string }) => <StateBadge state={state} />
const small = { size: 'compact-xs' } as const

function Notes({ invoiceId }: Of) {
  const t = useWords(words)
  return (
    <Block
      contract={listNotes}
      input={{ invoiceId }}
      title={t('creditNotes')}
      columns={[
        {
          name: 'number',
          phone: 'title',
          show: ({ id, number }) => (
            <RecordLink to={`/billing/credit-notes/${id}`}>{number ?? t('notNumbered')}</RecordLink>
          ),
        },
        { name: 'state', phone: 'line', show: badge },
        { name: 'cause', phone: 'line', show: ({ cause }) => cause && nameOf(cause) },
        { name: 'reason' },
        { name: 'creditedOn' },
        { name: 'gross', phone: 'end' },
        {
          name: 'steps',
          title: ' ',
          phone: 'line',
          show: ({ id, state, revision }) =>
            state === 'proposed' && (
              <CommandButton
                contract={reject}
                fill={{ creditNoteId: id }}
                revision={revision}
                color="gray"
                {...small}
              />
            ),
        },
      ]}
    />
  )
}

function Disputes({ invoiceId }: Of) {
  const t = useWords(words)
  return (
    <Block
      contract={listDisputes}
      input={{ invoiceId }}
      title={t('disputes')}
      columns={[
        { name: 'cause', phone: 'title', show: ({ cause }) => nameOf(cause) },
        { name: 'state', phone: 'line', show: badge },
        { name: 'note', phone: 'line' },
        { name: 'openedOn' },
        { name: 'amount', phone: 'end' },
        {
          name: 'steps',
          title: ' ',
          phone: 'line',
          show: ({ id, state, revision }) =>
            state === 'open' && (
              <CommandButton
                contract={resolveDispute}
                fill={{ disputeId: id }}
                revision={revision}
                {...small}
              />
            ),
        },
      ]}
    />
  )
}

function Promises({ invoiceId }: Of) {
  const t = useWords(words)
  return (
    <Block
      contract={listPromises}
      input={{ invoiceId }}
      title={t('promises')}
      columns={[
        { name: 'saidBy', phone: 'title' },
        { name: 'state', phone: 'line', show: badge },
        { name: 'dueOn', phone: 'line' },
        { name: 'received' },
        { name: 'amount', phone: 'end' },
      ]}
    />
  )
}

function WriteOffs({ invoiceId }: Of) {
  const t = useWords(words)
  return (
    <Block
      contract={listWriteOffs}
      input={{ invoiceId }}
      title={t('writeOffs')}
      columns={[
        { name: 'reason', phone: 'title' },
        { name: 'state', phone: 'line', show: badge },
        { name: 'askedOn', phone: 'line' },
        { name: 'amount', phone: 'end' },
        {
          name: 'steps',
          title: ' ',
          phone: 'line',
          show: ({ id, state, revision }) =>
            state === 'asked' && (
              <CommandButton
                contract={refuseWriteOff}
                fill={{ writeOffId: id }}
                revision={revision}
                color="gray"
                {...small}
              />
            ),
        },
      ]}
    />
  )
}

function Case({ invoiceId }: Of) {
  const t = useWords(words)
  return (
    <Block
      contract={listCases}
      input={{ invoiceId }}
      title={t('case')}
      columns={[
        {
          name: 'clientName',
          phone: 'title',
          show: ({ id, clientName }) => <RecordLink to={`/collections/cases/${id}`}>{clientName}</RecordLink>,
        },
        { name: 'state', phone: 'line', show: badge },
        { name: 'reminders', phone: 'line' },
        { name: 'remindedOn', phone: 'line' },
        { name: 'open', phone: 'end' },
        {
          name: 'steps',
          title: ' ',
          phone: 'line',
          show: ({ id, state }) =>
            (state === 'reminding' || state === 'escalated') && (
              <CommandButton contract={decideCase} fill={{ caseId: id }} {...small} />
            ),
        },
      ]}
    />
  )
}
