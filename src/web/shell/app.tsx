/** Everything around the screens: theme, language, who is signed in. */
import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import './app.css'
import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { RefusalNote } from '../language/refusal-note.tsx'
import { theme } from '../language/theme.ts'
import { queryClient, useAsk } from '../wire/queries.ts'
import { hasSignedIn, rememberSignIn, SessionProvider, whoAmI } from '../wire/session.tsx'
import { loadNames } from '../words/names.ts'
import { language } from '../words/words.ts'
import { makeRouter } from './router.tsx'
import { SignedOut } from './signed-out.tsx'

const router = makeRouter()

/** Draws the application. */
export function draw(root: HTMLElement): void {
  document.documentElement.lang = language()
  void loadNames().then(() =>
    createRoot(root).render(
      <StrictMode>
        <MantineProvider theme={theme} defaultColorScheme="auto">
          <QueryClientProvider client={queryClient}>
            <Notifications position="bottom-right" />
            <Door />
          </QueryClientProvider>
        </MantineProvider>
      </StrictMode>,
    ),
  )
}

/** Lets in who is signed in. A session that ends in the middle of work is asked for above the work, which stays. */
function Door() {
  const [isKnown, know] = useState(hasSignedIn)
  const { data: me, error, refetch } = useAsk(whoAmI, {}, { staleTime: 60_000, enabled: isKnown })
  const enter = () => {
    rememberSignIn(true)
    know(true)
    void refetch()
  }
  if (error && !error.isSignedOut && !me) return <RefusalNote error={error} retry={() => void refetch()} />
  if (!me) return error || !isKnown ? <SignedOut onSignedIn={enter} /> : null
  return (
    <SessionProvider me={me}>
      <RouterProvider router={router} />
      <SignedOut onSignedIn={enter} isAbove />
    </SessionProvider>
  )
}
