/** What a draft changes of the version in force, part by part: only what is said otherwise, before and after. */
import { Group, Paper, SimpleGrid, Stack, Text } from '@mantine/core'
import type { getDraft } from '#engines/process/contract.ts'
import { Empty } from '../language/empty.tsx'
import { useNoteWords } from '../language/said-texts.tsx'
import { Tone } from '../language/tone.tsx'
import { words as processWords } from '../process/words.ts'
import type { WireOutput } from '../wire/client.ts'
import { nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import { changedLines } from './changed-lines.ts'
import { words } from './words.ts'

type Part = WireOutput<typeof getDraft>['difference'][number]

/** Kinds of the elements of a process that people know by other words than the model's. */
const processKinds = {
  user: 'kind_user',
  service: 'kind_service',
  exclusive: 'kind_exclusive',
  parallel: 'kind_parallel',
  inclusive: 'kind_inclusive',
  boundary: 'kind_boundary',
  catch: 'kind_catch',
  throw: 'kind_throw',
  script: 'kind_script',
  call: 'kind_call',
  subprocess: 'kind_subprocess',
} as const

type ProcessKind = keyof typeof processKinds

const tones = { added: 'green', removed: 'red', changed: 'yellow' } as const

export function Difference({ parts }: { parts: readonly Part[] }) {
  const t = useWords(words)
  if (parts.length === 0)
    return <Empty icon="check" title={t('nothingChanges')} text={t('nothingChangesText')} />
  return (
    <Stack gap="xs" role="list" aria-label={t('difference')}>
      {parts.map((part) => (
        <OnePart key={`${part.kind} ${part.id}`} part={part} />
      ))}
    </Stack>
  )
}

function OnePart({ part: { change, id, kind, name, before, after } }: { part: Part }) {
  const t = useWords(words)
  const told = changedLines(before, after)
  const kindWords = useWords(processWords)
  const noteWords = useNoteWords()
  const sort = kind in processKinds ? kindWords(processKinds[kind as ProcessKind]) : nameOf(kind)
  // A rule is named after its kind already.
  const title = name.toLowerCase().startsWith(kind) ? noteWords(name) : `${sort} · ${name || id}`
  return (
    <Paper withBorder p="sm" role="listitem">
      <Group gap="xs" mb={6}>
        <Tone tone={tones[change]}>{nameOf(change)}</Tone>
        <Text size="sm" fw={600}>
          {title}
        </Text>
      </Group>
      <SimpleGrid cols={{ base: 1, sm: before && after ? 2 : 1 }} spacing="xs">
        {before !== null && <Lines label={t('before')} lines={told.before} isGone />}
        {after !== null && <Lines label={t('after')} lines={told.after} />}
      </SimpleGrid>
    </Paper>
  )
}

function Lines({ label, lines, isGone }: { label: string; lines: readonly string[]; isGone?: boolean }) {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Text
        component="div"
        size="sm"
        px="xs"
        py={4}
        bg={`var(--mantine-color-${isGone ? 'red' : 'green'}-light)`}
        style={{ borderRadius: 6, overflowWrap: 'anywhere' }}
      >
        {lines.length === 0 ? '–' : lines.map((line) => <div key={line}>{line}</div>)}
      </Text>
    </div>
  )
}
