/** A credit note: what it takes back of its invoice and why, where it stands, its document, and the books. */
import { Button, Text } from '@mantine/core'
import { getFile } from '#engines/documents/contract.ts'
import { entriesOf } from '#engines/ledger/contract.ts'
import { deliver, getNote, reject } from '#flow/credits/contract.ts'
import { Asked, usePlace } from '../language/asked.tsx'
import { CommandButton } from '../language/command-button.tsx'
import { EntriesOf } from '../language/entries-of.tsx'
import { Figure } from '../language/figure.tsx'
import { History } from '../language/history.tsx'
import { Icon } from '../language/icon.tsx'
import { ProcessStrip } from '../language/process-strip.tsx'
import { Facts, Figures, RecordLink, RecordPage } from '../language/record.tsx'
import type { WireOutput } from '../wire/client.ts'
import { contentAddress, viewAddress } from '../wire/client.ts'
import { useSession } from '../wire/session.tsx'
import { nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import { CreditNoteLines } from './credit-note-lines.tsx'
import css from './invoice.module.css'
import { words } from './words.ts'

type Note = WireOutput<typeof getNote>

export default function CreditNoteScreen() {
  const creditNoteId = usePlace('creditNoteId')
  return (
    <Asked contract={getNote} input={{ creditNoteId }}>
      {(note) => <Shown note={note} />}
    </Asked>
  )
}

function Shown({ note }: { note: Note }) {
  const t = useWords(words)
  const invoice = `/billing/invoices/${note.invoiceId}`
  return (
    <RecordPage
      title={note.number ?? t('creditNoteOf', { invoice: note.invoiceNumber })}
      state={note.state}
      trail={[
        { label: t('billing'), to: '/billing' },
        { label: note.clientName, to: `/clients/${note.clientId}` },
        { label: note.invoiceNumber, to: invoice },
      ]}
      actions={<Actions note={note} />}
      process={<ProcessStrip of={note.id} />}
      figures={<Money note={note} />}
      facts={
        <Facts
          of={note}
          names={[
            'cause',
            'reason',
            'invoiceNumber',
            'clientName',
            'contractNumber',
            'creditedOn',
            'proposedAt',
            'entityCode',
          ]}
          show={{
            ...(note.cause ? { cause: nameOf(note.cause) } : {}),
            invoiceNumber: <RecordLink to={invoice}>{note.invoiceNumber}</RecordLink>,
            clientName: <RecordLink to={`/clients/${note.clientId}`}>{note.clientName}</RecordLink>,
            contractNumber: (
              <RecordLink to={`/contracts/${note.contractId}`}>{note.contractNumber}</RecordLink>
            ),
          }}
        />
      }
      tabs={useTabs(note)}
    />
  )
}

function Money({ note }: { note: Note }) {
  const t = useWords(words)
  const { may } = useSession()
  const lines = { query: getNote.name, input: { creditNoteId: note.id } }
  const books = { query: entriesOf.name, input: { documentType: 'credit_note', documentId: note.id } }
  return (
    <Figures>
      <Figure label={t('net')} value={note.net} derivation={lines} />
      <Figure label={t('tax')} value={note.tax} derivation={lines} />
      <Figure
        label={t('gross')}
        value={note.gross}
        note={t(note.billableAgain ? 'billedAgain' : 'givenUp')}
        derivation={note.number !== null && may(entriesOf) ? books : lines}
      />
    </Figures>
  )
}

function Actions({ note }: { note: Note }) {
  const { id: creditNoteId, state, revision } = note
  return (
    <>
      <Download note={note} />
      {state === 'proposed' && (
        <CommandButton contract={reject} fill={{ creditNoteId }} revision={revision} color="gray" />
      )}
      {state === 'released' && (
        <CommandButton contract={deliver} fill={{ creditNoteId }} variant="filled" icon="send" />
      )}
    </>
  )
}

function Download({ note }: { note: Note }) {
  const t = useWords(words)
  const { may } = useSession()
  if (!may(getFile) || note.number === null) return null
  if (!note.fileId)
    return (
      <Text size="xs" c="dimmed">
        {t('noNotePdf')}
      </Text>
    )
  return (
    <Button
      component="a"
      href={contentAddress(note.fileId)}
      download
      variant="default"
      leftSection={<Icon name="download" size={16} />}
    >
      {t('download')}
    </Button>
  )
}

function useTabs(note: Note) {
  const t = useWords(words)
  const { may } = useSession()
  const tabs = [
    {
      name: 'lines',
      title: t('taken'),
      count: note.lines.length,
      content: <CreditNoteLines note={note} />,
    },
    ...(note.fileId
      ? [
          {
            name: 'document',
            title: t('document'),
            needs: getFile.name,
            content: (
              <iframe
                className={css['document']}
                src={viewAddress(note.fileId)}
                title={note.number ?? t('document')}
              />
            ),
          },
        ]
      : []),
    {
      name: 'entries',
      title: t('entries'),
      needs: entriesOf.name,
      content: (
        <EntriesOf
          documentType="credit_note"
          documentId={note.id}
          empty={{ icon: 'ledger', title: t('noEntries'), text: t('noNoteEntriesText') }}
        />
      ),
    },
    {
      name: 'history',
      title: t('history'),
      needs: 'access.history',
      content: <History objectType="credit_note" objectId={note.id} />,
    },
  ]
  return tabs.filter((tab) => !('needs' in tab) || tab.needs === undefined || may(tab.needs))
}
