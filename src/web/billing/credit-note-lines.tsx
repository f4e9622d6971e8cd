/** What a credit note takes back, line by line, with its taxes and its sum. */
import { Stack } from '@mantine/core'
import type { getNote } from '#flow/credits/contract.ts'
import { Lines } from '../language/lines.tsx'
import { MoneyText } from '../language/value.tsx'
import type { WireOutput } from '../wire/client.ts'
import { useWords } from '../words/words.ts'
import { Taxes } from './invoice-lines.tsx'
import { words } from './words.ts'

export function CreditNoteLines({ note }: { note: WireOutput<typeof getNote> }) {
  const t = useWords(words)
  return (
    <Stack gap="md">
      <Lines
        label={t('taken')}
        rows={note.lines}
        columns={[
          { name: 'lineNo', title: t('lineNo') },
          { name: 'title', title: t('lineOf'), phone: 'title' },
          ...(note.lines.some(({ personName }) => personName)
            ? [{ name: 'personName', phone: 'line' as const }]
            : []),
          { name: 'billed', phone: 'line' },
          { name: 'net', phone: 'end' },
        ]}
        idOf={({ lineNo }) => String(lineNo)}
        sum={{ title: t('sum'), net: <MoneyText value={note.net} /> }}
      />
      <Taxes taxes={note.taxes} gross={note.gross} />
    </Stack>
  )
}
