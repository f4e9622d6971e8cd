import { Stack, Text } from '@mantine/core'
import { getEntry, reverseEntry } from '#engines/ledger/contract.ts'
import { Asked, usePlace } from '../language/asked.tsx'
import { CommandButton } from '../language/command-button.tsx'
import { placeOfRecord } from '../language/kinds.ts'
import { Lines } from '../language/lines.tsx'
import { Facts, RecordLink, RecordPage } from '../language/record.tsx'
import { MoneyText } from '../language/value.tsx'
import type { WireOutput } from '../wire/client.ts'
import { useSession } from '../wire/session.tsx'
import { today } from '../words/days.ts'
import { formatDay } from '../words/format.ts'
import { deedName, nameOf } from '../words/names.ts'
import { negated, signOf, sumByCurrency } from '../words/sum.ts'
import { useWords } from '../words/words.ts'
import { Cause } from './cause.tsx'
import { words } from './words.ts'

type Entry = WireOutput<typeof getEntry>
type Line = Entry['lines'][number]

export default function EntryScreen() {
  const entryId = usePlace('entryId')
  return (
    <Asked contract={getEntry} input={{ entryId }}>
      {(entry) => <Shown entry={entry} />}
    </Asked>
  )
}

function Shown({ entry }: { entry: Entry }) {
  const t = useWords(words)
  const { may } = useSession()
  const other = entry.reversesId ?? entry.reversedById
  return (
    <RecordPage
      title={t('entry', { number: entry.number })}
      lead={entry.description}
      trail={[{ label: t('ledger'), to: '/ledger' }]}
      actions={
        entry.subledger === 'general' &&
        !other && (
          <CommandButton
            contract={reverseEntry}
            label={t('reverse')}
            fill={{ entryId: entry.id }}
            initial={{ date: today() }}
            preview={({ date }) => <Opposite lines={entry.lines} date={String(date ?? '')} />}
            color="gray"
          />
        )
      }
      facts={
        <Facts
          of={entry}
          names={[
            'bookName',
            'date',
            'subledger',
            'rule',
            'source',
            'command',
            'actorName',
            'postedAt',
            ...(other ? ['reversal'] : []),
          ]}
          show={{
            subledger: nameOf(entry.subledger),
            rule: nameOf(entry.rule),
            command: deedName(entry.command),
            source: <SourceLink source={entry.source} />,
            reversal: other && (
              <RecordLink to={`/ledger/entries/${other}`}>
                {t(entry.reversesId ? 'reverses' : 'reversed')}
              </RecordLink>
            ),
          }}
        />
      }
      tabs={[
        {
          name: 'lines',
          title: t('lines'),
          count: entry.lines.length,
          content: <EntryLines lines={entry.lines} />,
        },
        ...(may('access.getJournalEntry')
          ? [{ name: 'command', title: t('command'), content: <Cause journalId={entry.journalId} /> }]
          : []),
      ]}
    />
  )
}

/** What a reversal posts: the same lines, on the other side. */
function Opposite({ lines, date }: { lines: readonly Line[]; date: string }) {
  const t = useWords(words)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return null
  const opposite = lines.map((line) => ({
    ...line,
    amount: negated(line.amount),
    functional: negated(line.functional),
  }))
  return (
    <Stack gap="xs">
      <Text size="sm">{t('reverseLead', { day: formatDay(date) })}</Text>
      <EntryLines lines={opposite} />
    </Stack>
  )
}

function SourceLink({ source }: { source: Entry['source'] }) {
  const place = placeOfRecord(source.type, source.id)
  return place ? <RecordLink to={place}>{nameOf(source.type)}</RecordLink> : nameOf(source.type)
}

const isDebit = ({ functional, amount }: Line) => signOf(functional) > 0 || signOf(amount) > 0

function EntryLines({ lines }: { lines: readonly Line[] }) {
  const t = useWords(words)
  const [debit] = sumByCurrency(lines.filter(isDebit).map(({ functional }) => functional))
  const [credit] = sumByCurrency(
    lines.filter((line) => !isDebit(line)).map(({ functional }) => negated(functional)),
  )
  return (
    <Lines
      label={t('lines')}
      rows={lines}
      columns={[
        { name: 'account', phone: 'line' },
        { name: 'accountName', phone: 'title' },
        { name: 'document', phone: 'line', show: (line) => <About line={line} /> },
        { name: 'amount', phone: 'line' },
        {
          name: 'debit',
          isFigure: true,
          phone: 'end',
          show: (line) => isDebit(line) && <MoneyText value={line.functional} />,
        },
        {
          name: 'credit',
          isFigure: true,
          phone: 'end',
          show: (line) => !isDebit(line) && <MoneyText value={negated(line.functional)} />,
        },
      ]}
      idOf={({ id }) => id}
      sum={{
        account: t('sum'),
        debit: debit && <MoneyText value={debit} />,
        credit: credit && <MoneyText value={credit} />,
      }}
      widthMin={760}
    />
  )
}

/** What a line is about: its document, else the contract, project or client it names. */
function About({ line }: { line: Line }) {
  const about: (readonly [string, string | null])[] = [
    [line.document?.type ?? 'document', line.document?.id ?? null],
    ['contract', line.contractId],
    ['project', line.projectId],
    ['client', line.clientId],
  ]
  const links = about.flatMap(([kind, id]) => {
    const place = id ? placeOfRecord(kind, id) : null
    return place ? [{ kind, place }] : []
  })
  return links.slice(0, 2).map(({ kind, place }, index) => (
    <span key={place}>
      {index > 0 && ' · '}
      <RecordLink to={place}>{nameOf(kind)}</RecordLink>
    </span>
  ))
}
