/** Writes a quote: its lines, and beside them what they come to while they take shape. */
import { Button, Group, Paper, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useDraft, type Values } from '../language/form/draft.ts'
import { mergedWith } from '../language/form/merge.ts'
import { StaleNote, type StaleNoteProps } from '../language/form/stale-note.tsx'
import { Icon } from '../language/icon.tsx'
import { RefusalNote } from '../language/refusal-note.tsx'
import type { RefusalError } from '../wire/refusal-error.ts'
import { nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import { type Content, contentOf, keyed, newLine, type QuoteDraft } from './draft.ts'
import { LineForm } from './line-form.tsx'
import { PriceNow } from './price-now.tsx'
import { currencies, usePriced } from './priced.ts'
import { words } from './words.ts'

export interface QuoteFormProps {
  readonly begin: QuoteDraft
  /** What the draft is kept under until it is saved. */
  readonly keptAs: string
  /** True once it is saved. */
  readonly save: (content: Content) => Promise<boolean>
  /** The quote as somebody else has left it, where that is why it was not saved. */
  readonly theirs?: () => Promise<QuoteDraft | null>
  readonly isSaving: boolean
  readonly error: RefusalError | null
  readonly cancel: ReactNode
}

/** What is said, without the keys the form tells its rows apart by. */
const unkeyed = (draft: Values) =>
  JSON.parse(JSON.stringify(draft, (name, value: unknown) => (name === 'key' ? undefined : value))) as Values

export function QuoteForm({ begin: given, keptAs, save, theirs, isSaving, error, cancel }: QuoteFormProps) {
  const t = useWords(words)
  // What the person began with, even while the quote changes under them.
  const [begin] = useState(given)
  const kept = useDraft(keptAs, begin)
  const [other, setOther] = useState<Omit<StaleNoteProps, 'values' | 'choose'> | null>(
    () => kept.overtaken && { theirs: begin, mine: kept.values, merged: kept.overtaken },
  )
  const draft = kept.values as QuoteDraft
  const setDraft = (next: QuoteDraft) => kept.set(next)
  const content = contentOf(draft)
  const priced = usePriced(content)
  const [last] = draft.lines.slice(-1)
  const setLine = (index: number, line: QuoteDraft['lines'][number] | null) =>
    setDraft({
      ...draft,
      lines: draft.lines.flatMap((one, at) => (at === index ? (line ? [line] : []) : [one])),
    })
  return (
    <form
      noValidate
      onSubmit={async (event) => {
        event.preventDefault()
        if (isSaving) return
        if (await save(content)) return kept.forget()
        const now = await theirs?.()
        if (!now) return
        const merged = mergedWith(unkeyed(kept.begun), unkeyed(draft), unkeyed(now))
        const lines = keyed(merged.values['lines'] as QuoteDraft['lines'])
        setOther({ theirs: now, mine: draft, merged })
        const answered = Object.entries(now).filter(([name]) => !merged.contested.includes(name))
        kept.goOn(
          { ...kept.begun, ...Object.fromEntries(answered) },
          { ...merged.values, lines: merged.taken.includes('lines') ? lines : draft.lines },
        )
      }}
    >
      <Stack gap="md">
        {kept.isOld && (
          <Group gap="xs">
            <Text size="sm" c="dimmed">
              {t('kept')}
            </Text>
            <Button
              variant="subtle"
              size="compact-sm"
              onClick={() => {
                kept.forget()
                setOther(null)
              }}
            >
              {t('forget')}
            </Button>
          </Group>
        )}
        {other && <StaleNote {...other} values={kept.values} choose={kept.set} />}
        <Head draft={draft} change={(part) => setDraft({ ...draft, ...part })} />
        {draft.lines.map((line, index) => (
          <LineForm
            key={line.key}
            line={line}
            number={index + 1}
            figures={priced.data?.lines[index] ?? null}
            set={(next) => setLine(index, next)}
            remove={draft.lines.length > 1 ? () => setLine(index, null) : null}
          />
        ))}
        <Group>
          <Button
            variant="light"
            leftSection={<Icon name="plus" size={16} />}
            onClick={() => setDraft({ ...draft, lines: [...draft.lines, newLine({ ...last, title: '' })] })}
          >
            {t('addLine')}
          </Button>
        </Group>
        {error && !(other && error.code === 'stale_revision') && <RefusalNote error={error} />}
        <PriceNow priced={priced}>
          <Group gap="xs">
            {cancel}
            <Button type="submit" loading={isSaving}>
              {t('save')}
            </Button>
          </Group>
        </PriceNow>
      </Stack>
    </form>
  )
}

function Head({ draft, change }: { draft: QuoteDraft; change: (part: Partial<QuoteDraft>) => void }) {
  return (
    <Paper withBorder p="md">
      <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }}>
        <TextInput
          label={nameOf('title')}
          required
          value={draft.title}
          onChange={({ currentTarget }) => change({ title: currentTarget.value })}
        />
        <Select
          label={nameOf('currency')}
          searchable
          allowDeselect={false}
          data={currencies}
          value={draft.currency}
          onChange={(currency) => currency && change({ currency })}
        />
        <TextInput
          type="date"
          label={nameOf('pricedOn')}
          value={draft.pricedOn}
          onChange={({ currentTarget }) => change({ pricedOn: currentTarget.value })}
        />
        <TextInput
          type="date"
          label={nameOf('validUntil')}
          value={draft.validUntil}
          onChange={({ currentTarget }) => change({ validUntil: currentTarget.value })}
        />
      </SimpleGrid>
    </Paper>
  )
}
