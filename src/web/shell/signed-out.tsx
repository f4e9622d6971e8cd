/** The door: signing in, at the beginning or when a session has ended in the middle of work. */
import { Button, Center, Modal, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core'
import { type FormEvent, useEffect, useState } from 'react'
import { signIn } from '#engines/access/contract.ts'
import { Mark } from '../language/mark.tsx'
import { RefusalNote } from '../language/refusal-note.tsx'
import { rememberFirm, signInFirm } from '../wire/client.ts'
import { queryClient, refresh, useRun } from '../wire/queries.ts'
import { RefusalError } from '../wire/refusal-error.ts'
import { useWords } from '../words/words.ts'
import { words } from './words.ts'

interface SignedOutProps {
  readonly onSignedIn: () => void
  /** Whether work is under it, which stays where it is. */
  readonly isAbove?: boolean
}

export function SignedOut({ onSignedIn, isAbove = false }: SignedOutProps) {
  const t = useWords(words)
  const [isOut, setOut] = useState(false)
  useEffect(() => (isAbove ? whenSignedOut(() => setOut(true)) : undefined), [isAbove])
  const signedIn = () => {
    setOut(false)
    onSignedIn()
    if (isAbove) void refresh()
  }
  if (!isAbove)
    return (
      <Center mih="100dvh" p="md" component="main">
        <Paper withBorder p="xl" w="100%" maw={400}>
          <Stack gap="md">
            <Mark />
            <div>
              <Title order={1}>{t('signIn')}</Title>
              <Text c="dimmed" size="sm">
                {t('signInLead')}
              </Text>
            </div>
            <SignInForm onSignedIn={signedIn} />
          </Stack>
        </Paper>
      </Center>
    )
  return (
    <Modal opened={isOut} onClose={() => undefined} withCloseButton={false} title={t('again')} centered>
      <Stack>
        <Text size="sm">{t('againLead')}</Text>
        <SignInForm onSignedIn={signedIn} />
      </Stack>
    </Modal>
  )
}

function SignInForm({ onSignedIn }: { onSignedIn: () => void }) {
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
        <Button type="submit" loading={command.isPending} fullWidth>
          {t('signIn')}
        </Button>
      </Stack>
    </form>
  )
}

/** Calls back when any question or change was answered with "sign in first". */
function whenSignedOut(tell: () => void): () => void {
  const look = (error: unknown) => {
    if (error instanceof RefusalError && error.isSignedOut) tell()
  }
  const stops = [
    queryClient.getQueryCache().subscribe(({ query }) => look(query.state.error)),
    queryClient.getMutationCache().subscribe(({ mutation }) => look(mutation?.state.error)),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}
