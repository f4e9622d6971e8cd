import { Button, Group, Select } from '@mantine/core'
import { useMemo } from 'react'
import { exportBook, listBooks, postEntry } from '#engines/ledger/contract.ts'
import { useAddress } from '../language/address.ts'
import { Asked } from '../language/asked.tsx'
import { CommandButton, tellRefused } from '../language/command-button.tsx'
import { Empty } from '../language/empty.tsx'
import { Icon } from '../language/icon.tsx'
import { RecordPage } from '../language/record.tsx'
import { useSpan } from '../language/span.tsx'
import { ask, type WireOutput } from '../wire/client.ts'
import type { RefusalError } from '../wire/refusal-error.ts'
import { useSession } from '../wire/session.tsx'
import { today } from '../words/days.ts'
import { useWords } from '../words/words.ts'
import { BalanceSheet } from './balance-sheet.tsx'
import { Accounts, Entries, Periods } from './lists.tsx'
import { postingLinesOf } from './posting-lines.tsx'
import { ProfitAndLoss } from './profit-and-loss.tsx'
import { TrialBalance } from './trial-balance.tsx'
import { words } from './words.ts'

type Book = WireOutput<typeof listBooks>['items'][number]

export default function Ledger() {
  const t = useWords(words)
  const [{ book }] = useAddress()
  return (
    <Asked contract={listBooks} input={{ limit: 200 }}>
      {({ items }) => {
        const chosen = items.find(({ id }) => id === book) ?? items[0]
        if (!chosen) return <Empty icon="ledger" title={t('noBooks')} text={t('noBooksText')} />
        return <OneBook book={chosen} books={items} />
      }}
    </Asked>
  )
}

function OneBook({ book, books }: { book: Book; books: readonly Book[] }) {
  const t = useWords(words)
  const bookId = book.id
  return (
    <RecordPage
      title={t('ledger')}
      lead={`${book.name} · ${book.currency}`}
      actions={<Actions book={book} books={books} />}
      tabs={[
        { name: 'trial', title: t('trialBalance'), content: <TrialBalance bookId={bookId} /> },
        { name: 'result', title: t('result'), content: <ProfitAndLoss bookId={bookId} /> },
        { name: 'balance', title: t('balanceSheet'), content: <BalanceSheet bookId={bookId} /> },
        { name: 'entries', title: t('entries'), content: <Entries bookId={bookId} /> },
        { name: 'chart', title: t('chart'), content: <Accounts bookId={bookId} /> },
        { name: 'periods', title: t('periods'), content: <Periods bookId={bookId} /> },
      ]}
    />
  )
}

function Actions({ book, books }: { book: Book; books: readonly Book[] }) {
  const t = useWords(words)
  const [, change] = useAddress()
  const overrides = useMemo(() => ({ lines: postingLinesOf(book) }), [book])
  return (
    <Group gap="xs">
      <Select
        aria-label={t('book')}
        data={books.map(({ id, name }) => ({ value: id, label: name }))}
        value={book.id}
        allowDeselect={false}
        onChange={(id) => change({ book: id })}
      />
      <Button variant="default" onClick={() => window.print()}>
        {t('print')}
      </Button>
      <ExportButton bookId={book.id} />
      <CommandButton
        contract={postEntry}
        label={t('postByHand')}
        icon="plus"
        fill={{ bookId: book.id }}
        initial={{ date: today(), lines: [{}, {}] }}
        overrides={overrides}
      />
    </Group>
  )
}

/** The entries of the span as a plain-text journal that hledger reads. */
function ExportButton({ bookId }: { bookId: string }) {
  const t = useWords(words)
  const { may } = useSession()
  const span = useSpan()
  if (!may(exportBook)) return null
  const save = async () => {
    try {
      const { fileName, text } = await ask(exportBook, { bookId, ...span })
      const link = document.createElement('a')
      link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
      link.download = fileName
      link.click()
      URL.revokeObjectURL(link.href)
    } catch (refused) {
      tellRefused(refused as RefusalError)
    }
  }
  return (
    <Button variant="default" leftSection={<Icon name="download" size={16} />} onClick={() => void save()}>
      {t('export')}
    </Button>
  )
}
