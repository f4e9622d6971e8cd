/** Everything around the screens: theme, language, who is signed in. */
import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import './app.css'
import './print.css'
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { type ReactNode, StrictMode, Suspense, useMemo, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { useBrand } from '../language/brand.ts'
import { RefusalNote } from '../language/refusal-note.tsx'
import { themeIn } from '../language/theme.ts'
import { late } from '../wire/late.ts'
import { queryClient, useAsk } from '../wire/queries.ts'
import { hasSignedIn, rememberSignIn, SessionProvider, whoAmI } from '../wire/session.tsx'
import { loadNames } from '../words/names.ts'
import { language } from '../words/words.ts'
import { NoConnection } from './no-connection.tsx'
import { makeRouter } from './router.tsx'

const SignedOut = late(async () => ({ default: (await import('./signed-out.tsx')).SignedOut }))
const BrandNews = late(async () => ({ default: (await import('./brand-news.tsx')).BrandNews }))

const router = makeRouter()

/** Draws the application. */
export async function draw(root: HTMLElement): Promise<void> {
  document.documentElement.lang = language()
  // The screen is fetched while the server says who asks for it.
  if (hasSignedIn()) void router.preloadRoute({ to: window.location.pathname })
  await loadNames()
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <Dressed>
          <Door />
        </Dressed>
        <Suspense>
          <BrandNews />
        </Suspense>
      </QueryClientProvider>
    </StrictMode>,
  )
}

/** In the colour of the firm. */
function Dressed({ children }: { children: ReactNode }) {
  const shades = useBrand()?.shades ?? null
  const theme = useMemo(() => themeIn(shades), [shades])
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      {children}
    </MantineProvider>
  )
}

/** Lets in who is signed in. */
function Door() {
  const [isKnown, know] = useState(hasSignedIn)
  const { data: me, error, refetch } = useAsk(whoAmI, {}, { staleTime: 60_000, enabled: isKnown })
  const enter = () => {
    rememberSignIn(true)
    know(true)
    void refetch()
  }
  if (error && !error.isSignedOut && !me) return <RefusalNote error={error} retry={() => void refetch()} />
  if (!me)
    return error || !isKnown ? (
      <Suspense>
        <SignedOut onSignedIn={enter} />
      </Suspense>
    ) : (
      <NoConnection />
    )
  return (
    <SessionProvider me={me}>
      <RouterProvider router={router} />
    </SessionProvider>
  )
}
