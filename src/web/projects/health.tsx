/** The health of a project with the rules that made it: never a colour alone. */
import { Group, Stack, Text } from '@mantine/core'
import type { projects } from '#insight/contract.ts'
import { Tone } from '../language/tone.tsx'
import { Why } from '../language/why.tsx'
import type { WireOutput } from '../wire/client.ts'
import { useWords } from '../words/words.ts'
import { words } from './words.ts'

type Project = Pick<WireOutput<typeof projects>['items'][number], 'health' | 'reasons'>

export function Health({ health, reasons }: Project) {
  const t = useWords(words)
  return (
    <Group gap={4} wrap="nowrap">
      <Tone tone={health}>{t(health)}</Tone>
      {reasons.length > 0 && (
        <Why label={t('whyHealth')}>
          <Reasons reasons={reasons} />
        </Why>
      )}
    </Group>
  )
}

export function Reasons({ reasons }: Pick<Project, 'reasons'>) {
  const t = useWords(words)
  if (reasons.length === 0) return <Text size="sm">{t('nothingWrong')}</Text>
  return (
    <Stack gap={6}>
      {reasons.map(({ rule, severity, message }) => (
        <Group key={rule + message} gap={8} wrap="nowrap" align="flex-start">
          <Tone tone={severity}>{t(severity)}</Tone>
          <Text size="sm">{message}</Text>
        </Group>
      ))}
    </Stack>
  )
}
