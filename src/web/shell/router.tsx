/** Addresses: one route a screen, loaded when it is opened, and prepared when a pointer comes near its link. */
import { Button, Loader } from '@mantine/core'
import {
  createRootRoute,
  createRoute,
  createRouter,
  type ErrorComponentProps,
  Link,
  lazyRouteComponent,
} from '@tanstack/react-router'
import { Empty } from '../language/empty.tsx'
import { OnlyFor } from '../language/only-for.tsx'
import { loadPatiently } from '../wire/connection.ts'
import { useSession } from '../wire/session.tsx'
import { useWords } from '../words/words.ts'
import { Frame } from './frame.tsx'
import type { Screen } from './screen.ts'
import { screens } from './screens.ts'
import { words } from './words.ts'

/** Loading that takes less time than this is not worth a sign. */
const PATIENCE_MS = 300

export function makeRouter() {
  const root = createRootRoute({ component: Frame, notFoundComponent: NotFound, errorComponent: Broken })
  const routes = screens.map((screen) =>
    createRoute({ getParentRoute: () => root, path: screen.path, component: componentOf(screen) }),
  )
  return createRouter({
    routeTree: root.addChildren(routes),
    defaultPreload: 'intent',
    defaultPendingMs: PATIENCE_MS,
    defaultPendingComponent: () => <Loader size="sm" m="xl" />,
    defaultErrorComponent: Broken,
    defaultNotFoundComponent: NotFound,
    scrollRestoration: true,
    // Words of an address are text: whoever reads one knows what it means.
    parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
    stringifySearch: (search) => {
      const text = new URLSearchParams(search as Record<string, string>).toString()
      return text === '' ? '' : `?${text}`
    },
  })
}

/** The screen; for whom no role lets see it, who may, and no question to the server. */
function componentOf({ load, needs }: Screen) {
  const Loaded = lazyRouteComponent(() => loadPatiently(load))
  if (!needs) return Loaded
  function Gated() {
    const { may } = useSession()
    return needs?.some(may) ? <Loaded /> : <OnlyFor needs={needs ?? []} />
  }
  return Object.assign(Gated, { preload: Loaded.preload })
}

function NotFound() {
  const t = useWords(words)
  return (
    <Empty
      icon="search"
      title={t('notFound')}
      text={t('notFoundLead')}
      action={
        <Button component={Link} to="/" variant="light">
          {t('home')}
        </Button>
      }
    />
  )
}

function Broken({ error }: ErrorComponentProps) {
  const t = useWords(words)
  console.error(error)
  return (
    <Empty
      icon="warning"
      title={t('broken')}
      text={t('brokenLead')}
      action={
        <Button variant="light" onClick={() => window.location.reload()}>
          {t('reload')}
        </Button>
      }
    />
  )
}
