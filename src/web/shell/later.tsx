/** What stands above every screen, loaded when there is time: news of what was done, and signing in again. */
import { Modal, Stack, Text } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { useRouter } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { queryClient, refresh } from '../wire/queries.ts'
import { RefusalError } from '../wire/refusal-error.ts'
import { useSession } from '../wire/session.tsx'
import { useWords } from '../words/words.ts'
import { navigationFor } from './screens.ts'
import { SignInForm } from './signed-out.tsx'
import { words } from './words.ts'

export function Later() {
  usePreparedScreens()
  return (
    <>
      <Notifications position="bottom-right" />
      <SignInAgain />
    </>
  )
}

/** Brings the screens of the navigation one after the other, so that none is waited for; not where data is dear. */
function usePreparedScreens() {
  const { may } = useSession()
  const router = useRouter()
  useEffect(() => {
    const { connection } = navigator as { connection?: { saveData?: boolean } }
    if (connection?.saveData) return
    let isHere = true
    const bring = async () => {
      for (const { path } of navigationFor(may).flatMap(([, entries]) => entries))
        if (isHere) await router.preloadRoute({ to: path })
    }
    void bring()
    return () => {
      isHere = false
    }
  }, [may, router])
}

/** A session that ends in the middle of work is asked for above the work, which stays. */
function SignInAgain() {
  const t = useWords(words)
  const [isOut, setOut] = useState(false)
  useEffect(() => whenSignedOut(() => setOut(true)), [])
  const signedIn = () => {
    setOut(false)
    void refresh()
  }
  return (
    <Modal opened={isOut} onClose={() => undefined} withCloseButton={false} title={t('again')} centered>
      <Stack>
        <Text size="sm">{t('againLead')}</Text>
        <SignInForm onSignedIn={signedIn} />
      </Stack>
    </Modal>
  )
}

/** Calls back when any question or change was answered with "sign in first", or has been already. */
function whenSignedOut(tell: () => void): () => void {
  const look = (error: unknown) => {
    if (error instanceof RefusalError && error.isSignedOut) tell()
  }
  const questions = queryClient.getQueryCache()
  for (const { state } of questions.getAll()) look(state.error)
  const stops = [
    // Only as it happens: a refusal from before signing in again is still remembered, and says nothing new.
    questions.subscribe((event) => {
      if (event.type === 'updated' && event.action.type === 'error') look(event.query.state.error)
    }),
    queryClient.getMutationCache().subscribe((event) => {
      if (event.type === 'updated' && event.action.type === 'error') look(event.mutation.state.error)
    }),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}
