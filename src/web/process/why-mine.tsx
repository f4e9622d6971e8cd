/** Why a task is mine, or not: every rule that speaks for or against it, and what would be decided. */
import { Group, Stack, Text } from '@mantine/core'
import { explainTask } from '#engines/process/contract.ts'
import { Tone } from '../language/tone.tsx'
import { Why } from '../language/why.tsx'
import { useAsk } from '../wire/queries.ts'
import { reasonWords } from '../words/reasons.ts'
import { useWords } from '../words/words.ts'
import { words } from './words.ts'

export function WhyMine({ taskId }: { taskId: string }) {
  const t = useWords(words)
  return (
    <Why label={t('whyMine')}>
      <Rules taskId={taskId} />
    </Why>
  )
}

function Rules({ taskId }: { taskId: string }) {
  const t = useWords(words)
  const { data } = useAsk(explainTask, { taskId })
  if (!data) return null
  return (
    <Stack gap={6}>
      {data.rules.map(({ rule, speaks, ...told }) => (
        <Group key={rule + told.why} gap={6} wrap="nowrap" align="flex-start">
          <Tone tone={speaks === 'for' ? 'green' : 'red'}>
            {t(speaks === 'for' ? 'speaksFor' : 'speaksAgainst')}
          </Tone>
          <Text size="xs">{reasonWords(told)}</Text>
        </Group>
      ))}
      <Text size="xs">
        <b>{t('completeAnswer')}:</b> {reasonWords(data.complete)}
      </Text>
    </Stack>
  )
}
