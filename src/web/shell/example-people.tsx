/** Whom one may be in an example firm, a press each: everybody else signs in with a password of their own. */
import { Button, Stack, Text } from '@mantine/core'
import { exampleSignIns, signIn } from '#engines/access/contract.ts'
import { RefusalNote } from '../language/refusal-note.tsx'
import { useAsk, useRun } from '../wire/queries.ts'
import { nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import { words } from './words.ts'

export function ExamplePeople({ onSignedIn }: { onSignedIn: () => void }) {
  const t = useWords(words)
  const { data } = useAsk(exampleSignIns, {}, { staleTime: Number.POSITIVE_INFINITY })
  const command = useRun(signIn)
  if (!data?.password) return null
  const { password } = data
  // One for each part that is played: ten consultants see the same screens.
  const partOf = ({ roles }: { roles: readonly string[] }) => roles.join()
  const people = data.people.filter(
    (one, index, all) => all.findIndex((other) => partOf(other) === partOf(one)) === index,
  )
  const enter = (email: string) =>
    command
      .mutateAsync({ input: { email, password, client: navigator.userAgent.slice(0, 200) } })
      .then(onSignedIn, () => undefined)
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed">
        {t('lookAround')}
      </Text>
      {command.error && <RefusalNote error={command.error} />}
      <Stack gap={2}>
        {people.map(({ name, email, roles }) => (
          <Button
            key={email}
            variant="subtle"
            size="sm"
            justify="space-between"
            fullWidth
            px="xs"
            disabled={command.isPending}
            rightSection={
              <Text size="xs" c="dimmed" truncate>
                {roles.map(nameOf).join(', ')}
              </Text>
            }
            onClick={() => void enter(email)}
          >
            {name}
          </Button>
        ))}
      </Stack>
    </Stack>
  )
}
