/** The door: signing in. */
import { Button, Center, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { signIn } from '#engines/access/contract.ts'
import { Mark } from '../language/mark.tsx'
import { useTitle } from '../language/page.tsx'
import { RefusalNote } from '../language/refusal-note.tsx'
import { askDoor, rememberFirm, signInFirm } from '../wire/client.ts'
import { useRun } from '../wire/queries.ts'
import { useWords } from '../words/words.ts'
import { useDoor } from './door.ts'
import { ExamplePeople } from './example-people.tsx'
import { NoConnection } from './no-connection.tsx'
import { words } from './words.ts'

export function SignedOut({ onSignedIn }: { onSignedIn: () => void }) {
  const t = useWords(words)
  useTitle(t('signIn'))
  const { data: firm } = useDoor()
  return (
    <Center mih="100dvh" p="md" component="main">
      <Paper withBorder p="xl" w="100%" maw={400}>
        <Stack gap="md">
          <Mark size="large" />
          <div>
            <Title order={1}>{t('signIn')}</Title>
            <Text c="dimmed" size="sm">
              {t('signInLead')}
            </Text>
          </div>
          <SignInForm onSignedIn={onSignedIn} />
          {firm === 'known' && <ExamplePeople onSignedIn={onSignedIn} />}
        </Stack>
      </Paper>
    </Center>
  )
}

export function SignInForm({ onSignedIn }: { onSignedIn: () => void }) {
  const t = useWords(words)
  const command = useRun(signIn)
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [firm, setFirm] = useState(signInFirm() ?? '')
  const [isUnknown, setUnknown] = useState(false)
  const { data: door } = useDoor()
  // Where there is only one firm, nobody needs to know what it is called.
  const [wasNamed] = useState(firm !== '')
  const asksFirm = wasNamed || (door !== undefined && door !== 'known')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    rememberFirm(firm.trim().toLowerCase())
    if (asksFirm) {
      const isThere = (await askDoor().catch(() => 'known')) === 'known'
      setUnknown(!isThere)
      if (!isThere) return
    }
    await command
      .mutateAsync({ input: { email, password, client: navigator.userAgent.slice(0, 200) } })
      .then(onSignedIn, () => undefined)
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        {asksFirm && (
          <TextInput
            label={t('firm')}
            description={t('firmHint')}
            name="organization"
            autoComplete="organization"
            required
            error={isUnknown && t('firmUnknown')}
            value={firm}
            onChange={({ currentTarget }) => setFirm(currentTarget.value)}
          />
        )}
        <TextInput
          label={t('email')}
          type="email"
          name="email"
          autoComplete="username"
          required
          data-autofocus
          value={email}
          onChange={({ currentTarget }) => setEmail(currentTarget.value)}
        />
        <PasswordInput
          label={t('password')}
          name="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={({ currentTarget }) => setPassword(currentTarget.value)}
        />
        {command.error && <RefusalNote error={command.error} />}
        <NoConnection />
        <Button type="submit" loading={command.isPending} fullWidth>
          {t('signIn')}
        </Button>
      </Stack>
    </form>
  )
}
