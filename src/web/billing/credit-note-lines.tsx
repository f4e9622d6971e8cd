/** What a credit note takes back, line by line, with its taxes and its sum. */
import { Group, Stack, Text } from '@mantine/core'
import type { getNote } from '#flow/credits/contract.ts'
import { Lines } from '../language/lines.tsx'
import { MoneyText } from '../language/value.tsx'
import type { WireOutput } from '../wire/client.ts'
import { useWords } from '../words/words.ts'
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
      <Stack gap={4} maw={420} ms="auto" w="100%">
        {note.taxes.map(({ taxCode, net, tax }) => (
          <Group key={taxCode} justify="space-between" wrap="nowrap">
            <Text size="sm" c="dimmed">
              {taxCode} · <MoneyText value={net} />
            </Text>
            <Text size="sm">
              <MoneyText value={tax} />
            </Text>
          </Group>
        ))}
        <Group justify="space-between">
          <Text fw={650}>{t('gross')}</Text>
          <Text fw={650}>
            <MoneyText value={note.gross} />
          </Text>
        </Group>
      </Stack>
    </Stack>
  )
}
