/** What people say about a task: comments, questions with their answers, files. */
import { Anchor, Button, FileButton, Group, Stack, Text, Textarea, Title } from '@mantine/core'
import { storeFile } from '#engines/documents/contract.ts'
import { answerTask, askQuestion, attach, attachment, comment } from '#engines/process/contract.ts'
import { ColleagueField } from '../access/choose.tsx'
import { CommandButton, tellRefused } from '../language/command-button.tsx'
import { useDraft } from '../language/form/draft.ts'
import { base64Of } from '../language/form/file-text.ts'
import { Icon } from '../language/icon.tsx'
import { ask, run } from '../wire/client.ts'
import { refresh, useRun } from '../wire/queries.ts'
import type { RefusalError } from '../wire/refusal-error.ts'
import { useSession } from '../wire/session.tsx'
import { formatDay, formatDistance, formatMoment } from '../words/format.ts'
import { nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import type { Task } from './task.ts'
import { words } from './words.ts'

type Note = Task['conversation'][number]
type Told = ReturnType<typeof useTold>

const useTold = () => useWords(words)

export function Conversation({ task }: { task: Task }) {
  const t = useWords(words)
  return (
    <section aria-label={t('conversation')}>
      <Title order={3} mb={6}>
        {t('conversation')}
      </Title>
      <Stack gap="sm">
        {task.conversation.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('nothingSaid')}
          </Text>
        )}
        {task.conversation.map((note) => (
          <OneNote key={note.noteId} note={note} task={task} />
        ))}
        <Say task={task} />
      </Stack>
    </section>
  )
}

function OneNote({ note, task }: { note: Note; task: Task }) {
  const t = useWords(words)
  const { me } = useSession()
  const isMineToAnswer =
    note.kind === 'question' &&
    note.answeredAt === null &&
    (note.toId === me.principalId || note.byId === me.principalId)
  return (
    <div>
      <Text size="xs" c="dimmed" title={formatMoment(note.at)}>
        {headline(note, t)} · {formatDistance(note.at)}
      </Text>
      {note.text && <Text size="sm">{textOf(note, t)}</Text>}
      {note.fileId && (
        <Anchor component="button" size="sm" onClick={() => void download(task.id, note.fileId ?? '')}>
          {note.fileName}
        </Anchor>
      )}
      {isMineToAnswer && (
        <CommandButton
          contract={answerTask}
          label={t('answer')}
          size="xs"
          fill={{ taskId: task.id, questionId: note.noteId }}
        />
      )}
    </div>
  )
}

function headline(note: Note, t: Told): string {
  const name = note.byName
  const whom = note.toName ?? (note.toRole ? nameOf(note.toRole) : '')
  if (note.kind === 'question') return t('asks', { name, whom })
  if (note.kind === 'answer') return t('answers', { name })
  if (note.kind === 'attachment') return t('attaches', { name, file: note.fileName ?? '' })
  if (note.kind === 'hand-over') return t('handsOver', { name, whom })
  if (note.kind === 'escalation') return t('escalates', { whom })
  return t('says', { name })
}

/** What people wrote stays as it is; of an escalation only the day is its own. */
function textOf({ kind, text }: Note, t: Told): string {
  const [day] = kind === 'escalation' ? (/\d{4}-\d\d-\d\d/.exec(text ?? '') ?? []) : []
  return day ? t('notDoneBy', { day: formatDay(day) }) : (text ?? '')
}

/** Hands the browser the file as a download. */
async function download(taskId: string, fileId: string): Promise<void> {
  try {
    const file = await ask(attachment, { taskId, fileId })
    const link = document.createElement('a')
    link.href = `data:${file.mediaType};base64,${file.contentBase64}`
    link.download = file.name
    link.click()
  } catch (error) {
    tellRefused(error as RefusalError)
  }
}

const noComment = { text: '' }

function Say({ task }: { task: Task }) {
  const t = useWords(words)
  const command = useRun(comment)
  const draft = useDraft(`comment ${task.id}`, noComment)
  const text = String(draft.values['text'])
  const say = async () => {
    if (text.trim() === '') return
    await command.mutateAsync({ input: { taskId: task.id, text } }).then(
      () => draft.forget(),
      (error: RefusalError) => tellRefused(error),
    )
  }
  return (
    <Stack gap={6}>
      <Textarea
        aria-label={t('comment')}
        placeholder={t('comment')}
        autosize
        minRows={1}
        maxRows={6}
        value={text}
        onChange={({ currentTarget }) => draft.set({ text: currentTarget.value })}
        onKeyDown={({ key, metaKey, ctrlKey }) => {
          if (key === 'Enter' && (metaKey || ctrlKey)) void say()
        }}
      />
      <Group gap="xs">
        <Button
          size="xs"
          variant="light"
          loading={command.isPending}
          disabled={text.trim() === ''}
          onClick={() => void say()}
        >
          {t('comment')}
        </Button>
        <CommandButton
          contract={askQuestion}
          label={t('ask')}
          icon="question"
          size="xs"
          variant="default"
          fill={{ taskId: task.id }}
          overrides={{ personId: ColleagueField }}
        />
        <FileButton onChange={(file) => void attachFile(task.id, file)}>
          {(props) => (
            <Button {...props} size="xs" variant="default" leftSection={<Icon name="file" size={14} />}>
              {t('attach')}
            </Button>
          )}
        </FileButton>
      </Group>
    </Stack>
  )
}

async function attachFile(taskId: string, file: File | null): Promise<void> {
  if (!file) return
  try {
    const contentBase64 = await base64Of(file)
    const mediaType = file.type || 'application/octet-stream'
    const key = crypto.randomUUID()
    const { fileId } = await run(
      storeFile,
      { name: file.name, mediaType, contentBase64 },
      { idempotencyKey: key },
    )
    await run(attach, { taskId, fileId }, { idempotencyKey: crypto.randomUUID() })
    await refresh()
  } catch (error) {
    tellRefused(error as RefusalError)
  }
}
