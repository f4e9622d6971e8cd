/** What is needed to decide about a credit note: what it takes back of which invoice, why, and what becomes of it. */
import { Stack, Text } from '@mantine/core'
import { getNote } from '#flow/credits/contract.ts'
import { CreditNoteLines } from '../billing/credit-note-lines.tsx'
import { words } from '../billing/words.ts'
import { Facts, RecordLink } from '../language/record.tsx'
import type { DecideProps } from '../process/decide.ts'
import { useAsk } from '../wire/queries.ts'
import { nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'

export default function DecideCredit({ subject }: DecideProps) {
  const t = useWords(words)
  const { data: note } = useAsk(getNote, { creditNoteId: subject })
  if (!note) return null
  return (
    <Stack gap="sm">
      <Text fw={600}>
        <RecordLink to={`/billing/credit-notes/${note.id}`} isInText>
          {t('creditNoteOf', { invoice: note.invoiceNumber })}
        </RecordLink>
      </Text>
      <Text size="sm" style={{ whiteSpace: 'pre-wrap' }}>
        {note.reason}
      </Text>
      <Facts
        of={note}
        names={['cause', 'clientName', 'contractNumber', 'net', 'gross']}
        show={{
          ...(note.cause ? { cause: nameOf(note.cause) } : {}),
          clientName: <RecordLink to={`/clients/${note.clientId}`}>{note.clientName}</RecordLink>,
          contractNumber: <RecordLink to={`/contracts/${note.contractId}`}>{note.contractNumber}</RecordLink>,
        }}
      />
      <Text size="sm">{t(note.billableAgain ? 'billedAgain' : 'givenUp')}</Text>
      <CreditNoteLines note={note} />
    </Stack>
  )
}
