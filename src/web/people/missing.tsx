/** What must still be there before somebody may be booked, and who must act. */
import { Group, Paper, Text } from '@mantine/core'
import type { getOnboarding } from '#flow/people/contract.ts'
import { Icon } from '../language/icon.tsx'
import type { WireOutput } from '../wire/client.ts'
import { nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import { words } from './words.ts'

export type Onboarding = WireOutput<typeof getOnboarding>

/** Names of states and roles as a list in a sentence. */
export const namesIn = (codes: readonly string[]) => codes.map(nameOf).join(', ')

export function Missing({
  onboarding: { missing, actors },
}: {
  onboarding: Pick<Onboarding, 'missing' | 'actors'>
}) {
  const t = useWords(words)
  if (actors.length === 0) return null
  return (
    <Paper withBorder px="sm" py={8} role="note">
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <Icon name="warning" size={16} />
        <div>
          <Text size="sm" fw={600}>
            {missing.length > 0 ? t('stillMissing', { what: namesIn(missing) }) : t('readyToClear')}
          </Text>
          <Text size="sm" c="dimmed">
            {t('mustAct', { who: namesIn(actors) })}
          </Text>
        </div>
      </Group>
    </Paper>
  )
}
