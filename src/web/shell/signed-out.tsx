/** The door: signing in. */
import { Button, Center, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { signIn } from '#engines/access/contract.ts'
import { Mark } from '../language/mark.tsx'
import { useTitle } from '../language/page.tsx'
import { RefusalNote } from '../language/refusal-note.tsx'
import { rememberFirm, signInFirm } from '../wire/client.ts'
import { useRun } from '../wire/queries.ts'
import type { RefusalError } from '../wire/refusal-error.ts'
import { useWords } from '../words/words.ts'
import { ExamplePeople } from './example-people.tsx'
import { NoConnection } from './no-connection.tsx'
import { words } from './words.ts'

export function SignedOut({ onSignedIn }: { onSignedIn: () => void }) {
  const t = useWords(words)
  useTitle(t('signIn'))
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
          <ExamplePeople onSignedIn={onSignedIn} />
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
  const [asksFirm, setAsksFirm] = useState(firm !== '')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    rememberFirm(firm.trim())
    await command
      .mutateAsync({ input: { email, password, client: navigator.userAgent.slice(0, 200) } })
      .then(onSignedIn, (error: RefusalError) => {
        if (error.code === 'tenant_unknown') setAsksFirm(true)
      })
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
