/** What others do, as it happens: the journal's news ask anew what is on the screen, at most once in a while. */
import { useEffect } from 'react'
import { probe, whenFound } from './connection.ts'
import { isTooLong, queryClient, refresh } from './queries.ts'

/** One entry of the journal, by names and ids only. */
interface News {
  readonly command: string
  /** The objects it touched; `ids` is null when they were many. */
  readonly objects: readonly { readonly kind: string; readonly ids: readonly string[] | null }[]
}

/** Answers are asked anew together, so that a busy firm does not keep every screen asking. */
const GATHER_MS = 700

/** Questions about everything, by their room or name, which any news may change. */
const broad = new Set(['insight', 'tasks', 'processes', 'incidents', 'billing.readiness'])

/** How soon a source that was refused is opened again: the session had ended, or the program was not ready. */
const AGAIN_MS = 10_000

/** Listens for as long as the component is shown. */
export function useLiveUpdates(): void {
  useEffect(() => {
    const waiting: News[] = []
    let timer: ReturnType<typeof setTimeout> | undefined
    let again: ReturnType<typeof setTimeout> | undefined
    const listen = () => {
      const opened = new EventSource('/v1/events')
      opened.onmessage = ({ data }) => {
        waiting.push(JSON.parse(String(data)) as News)
        timer ??= setTimeout(() => {
          timer = undefined
          void apply(waiting.splice(0))
        }, GATHER_MS)
      }
      // More happened than can be told one by one: everything on the screen may be old.
      opened.addEventListener('reset', () => void refresh())
      opened.onerror = () => {
        void probe()
        if (opened.readyState === EventSource.CLOSED) again = setTimeout(reopen, AGAIN_MS)
      }
      return opened
    }
    let source = listen()
    const reopen = () => {
      clearTimeout(again)
      source.close()
      source = listen()
      // Nobody told what happened meanwhile.
      void refresh()
    }
    const stop = whenFound(reopen)
    return () => {
      stop()
      source.close()
      clearTimeout(timer)
      clearTimeout(again)
    }
  }, [])
}

/** A question is touched by news of its own room, or of an object it names. */
function apply(news: readonly News[]): Promise<void> {
  const rooms = new Set(news.map(({ command }) => roomOf(command)))
  const ids = news.flatMap(({ objects }) => objects.flatMap((object) => object.ids ?? []))
  return queryClient.invalidateQueries({
    refetchType: 'active',
    predicate: ({ queryKey, state }) => {
      if (isTooLong(state.data)) return false
      const [name, input] = queryKey as [string, unknown]
      if (broad.has(roomOf(name)) || broad.has(name) || rooms.has(roomOf(name))) return true
      const words = JSON.stringify(input ?? '')
      return ids.some((id) => words.includes(id))
    },
  })
}

const roomOf = (name: string) => name.split('.')[0] ?? ''
