/** One entry of the journal: what was asked and answered, what it changed, why it was done and what it caused. */
import { Button, Group, Paper, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { getJournalEntry } from '#engines/access/contract.ts'
import { Asked, usePlace } from '../language/asked.tsx'
import { Empty } from '../language/empty.tsx'
import { Changes } from '../language/history.tsx'
import { placeOfRecord } from '../language/kinds.ts'
import { Facts, RecordLink, RecordPage } from '../language/record.tsx'
import type { WireOutput } from '../wire/client.ts'
import { useAsk } from '../wire/queries.ts'
import { formatMoment } from '../words/format.ts'
import { deedName, nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import { Structure } from './structure.tsx'
import { words } from './words.ts'

type Entry = WireOutput<typeof getJournalEntry>

export default function JournalEntry() {
  const journalId = usePlace('journalId')
  return (
    <Asked contract={getJournalEntry} input={{ journalId }}>
      {(entry) => <Shown entry={entry} />}
    </Asked>
  )
}

function Shown({ entry }: { entry: Entry }) {
  const t = useWords(words)
  return (
    <RecordPage
      title={deedName(entry.command)}
      lead={`${entry.actorName} · ${formatMoment(entry.at)}`}
      trail={[{ label: t('journal'), to: '/journal' }]}
      actions={
        <Button
          component={Link}
          to="/journal"
          search={{ chain: entry.correlationId } as never}
          variant="light"
        >
          {t('wholeChain')}
        </Button>
      }
      facts={
        <Facts
          of={entry}
          names={['command', 'actorName', 'at', 'onBehalfOf']}
          show={{
            command: `${nameOf(entry.command.split('.')[0] ?? '')}: ${deedName(entry.command)}`,
            ...(entry.onBehalfOf ? { onBehalfOf: t('inAnothersName') } : {}),
          }}
        />
      }
      tabs={[
        {
          name: 'objects',
          title: t('changed'),
          count: entry.objects.length,
          content: <Objects entry={entry} />,
        },
        {
          name: 'asked',
          title: t('askedAndAnswered'),
          content: (
            <Stack gap="md">
              <Part title={t('asked')}>
                <Structure value={entry.input} />
              </Part>
              <Part title={t('answered')}>
                <Structure value={entry.output} />
              </Part>
            </Stack>
          ),
        },
        { name: 'chain', title: t('chain'), content: <Chain entry={entry} /> },
      ]}
    />
  )
}

function Part({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <Paper withBorder p="md">
      <Text size="sm" fw={650} mb="xs" component="div">
        {title}
      </Text>
      {children}
    </Paper>
  )
}

function Objects({ entry }: { entry: Entry }) {
  const t = useWords(words)
  if (entry.objects.length === 0)
    return <Empty icon="journal" title={t('nothingChanged')} text={t('nothingChangedText')} />
  return (
    <Stack gap="sm">
      {entry.objects.map(({ objectType, objectId, before, after }) => {
        const place = placeOfRecord(objectType, objectId)
        const name = nameOf(objectType)
        return (
          <Part
            key={`${objectType} ${objectId}`}
            title={place ? <RecordLink to={place}>{name}</RecordLink> : name}
          >
            <Changes before={before} after={after} none={t('noFacts')} />
          </Part>
        )
      })}
    </Stack>
  )
}

/** Up to the command that caused this one, down to those it caused; each a link. */
function Chain({ entry }: { entry: Entry }) {
  const t = useWords(words)
  return (
    <Stack gap="md">
      <Part title={t('causedBy')}>
        {entry.causeId ? <Cause journalId={entry.causeId} /> : <Text size="sm">{t('itself')}</Text>}
      </Part>
      <Part title={t('caused')}>
        {entry.caused.length === 0 ? (
          <Text size="sm">{t('nothingCaused')}</Text>
        ) : (
          <Stack gap={4}>
            {entry.caused.map(({ journalId, command }) => (
              <Text key={journalId} size="sm">
                <RecordLink to={`/journal/${journalId}`}>
                  {nameOf(command.split('.')[0] ?? '')}: {deedName(command)}
                </RecordLink>
              </Text>
            ))}
          </Stack>
        )}
      </Part>
    </Stack>
  )
}

function Cause({ journalId }: { journalId: string }) {
  const { data } = useAsk(getJournalEntry, { journalId }, { staleTime: 60_000 })
  if (!data) return null
  return (
    <Group gap="xs">
      <Text size="sm">
        <RecordLink to={`/journal/${journalId}`}>
          {nameOf(data.command.split('.')[0] ?? '')}: {deedName(data.command)}
        </RecordLink>
      </Text>
      <Text size="xs" c="dimmed">
        {data.actorName} · {formatMoment(data.at)}
      </Text>
    </Group>
  )
}
