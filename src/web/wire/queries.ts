/** Questions and changes as React hooks: answers are kept, shared between screens, and asked anew when the journal moves. */
import {
  keepPreviousData,
  QueryClient,
  type UseQueryOptions,
  useInfiniteQuery,
  useMutation,
  useQuery,
} from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { CommandContract, QueryContract, WireGroup } from '#kernel/contract.ts'
import { canonical } from './canonical.ts'
import { ask, run, type Sending, type WireInput, type WireOutput } from './client.ts'
import { isRecord, keep, keptAs, ofPerson } from './kept.ts'
import { RefusalError } from './refusal-error.ts'

const STALE_MS = 15_000
const ATTEMPTS_MAX = 6

/** Who cannot be reached is asked until they can: the screen says so meanwhile, and nothing on it has to be done again. */
const isTriedAgain = (attempt: number, error: unknown) =>
  error instanceof RefusalError && (error.isUnreachable || (attempt < ATTEMPTS_MAX && error.isWorthRepeating))

const isWorthRepeating = (error: unknown) => error instanceof RefusalError && error.isWorthRepeating

/** Grows to some seconds, so that a restarting server is found again soon and not trampled. */
const pauseMs = (attempt: number) => Math.min(500 * 2 ** attempt, 8_000)

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: STALE_MS,
      retry: isTriedAgain,
      retryDelay: pauseMs,
      refetchOnWindowFocus: true,
    },
    mutations: {
      // Safe: every attempt carries the same idempotency key.
      retry: isTriedAgain,
      retryDelay: pauseMs,
    },
  },
})

/** The key an answer is kept under: the query's name first, so that a room's answers are found by it. */
export const keyOf = (contract: QueryContract, input: unknown) => [contract.name, input] as const

type Options<C extends QueryContract> = Pick<
  UseQueryOptions<WireOutput<C>, RefusalError>,
  'enabled' | 'staleTime' | 'refetchInterval'
>

/** The answer to a query. The one before is shown until a new one has come. */
export function useAsk<C extends QueryContract>(contract: C, input: WireInput<C>, options: Options<C> = {}) {
  return useQuery<WireOutput<C>, RefusalError>({
    queryKey: keyOf(contract, input),
    queryFn: ({ signal }) => ask(contract, input, { signal }),
    placeholderData: keepPreviousData as never,
    ...options,
  })
}

/** Every page of a list, fetched as they are reached. */
export function usePages<C extends QueryContract>(contract: C, input: WireInput<C>, isEnabled = true) {
  const queryKey = [...keyOf(contract, input), 'pages']
  // Whoever comes back to a list they had scrolled far begins at its beginning.
  useState(() => {
    if (isTooLong(queryClient.getQueryData(queryKey))) queryClient.removeQueries({ queryKey, exact: true })
  })
  type Page = WireOutput<C> & { items: unknown[]; nextCursor: string | null; groups?: WireGroup[] }
  return useInfiniteQuery<Page, RefusalError, { pages: Page[] }, readonly unknown[], string | null>({
    queryKey,
    queryFn: ({ signal, pageParam }) => {
      const paged = pageParam ? { ...(input as object), cursor: pageParam } : input
      return ask(contract, paged as WireInput<C>, { signal }) as Promise<Page>
    },
    initialPageParam: null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData as never,
    refetchOnWindowFocus: ({ state }) => !isTooLong(state.data),
    refetchOnReconnect: ({ state }) => !isTooLong(state.data),
    enabled: isEnabled,
  })
}

export interface Change<C extends CommandContract> extends Sending {
  readonly input: WireInput<C>
}

const wishOf = (name: string) => ofPerson(`throughline.wish ${name}`)

/** What is secret is not written down, not even as its trace. */
const secret = /password|secret|token/i

/** A trace of a text that is short enough to be kept: whether it is the same text again. */
function traceOf(text: string): string {
  let trace = 5381
  for (let at = 0; at < text.length; at++) trace = (trace * 33 + text.charCodeAt(at)) % 4_294_967_296
  return `${text.length} ${trace}`
}

/**
 * The key of a wish nobody has answered yet, also when the page was opened anew while it was on its way: sent again with
 * the same input it is answered, and not done twice.
 */
function keptKey(name: string, of: string): string {
  const key = crypto.randomUUID()
  if (secret.test(of)) return key
  const trace = traceOf(of)
  const known = keptAs(wishOf(name), isRecord)
  if (known?.['trace'] === trace && typeof known['key'] === 'string') return known['key']
  keep(wishOf(name), JSON.stringify({ trace, key }))
  return key
}

/**
 * A command to be run. Each new wish gets a key of its own; pressing twice, or trying again after a lost network, sends
 * the same wish once more and is done once. Whatever the command's room shows is asked anew.
 */
export function useRun<C extends CommandContract>(contract: C) {
  const wish = useRef<{ of: string; key: string } | null>(null)
  const answered = () => {
    wish.current = null
    keep(wishOf(contract.name), null)
  }
  return useMutation<WireOutput<C>, RefusalError, Change<C>>({
    mutationKey: [contract.name],
    mutationFn: ({ input, ...sending }) => {
      const of = canonical([input, sending.ifMatch])
      if (wish.current?.of !== of) wish.current = { of, key: keptKey(contract.name, of) }
      return run(contract, input, { idempotencyKey: wish.current.key, ...sending })
    },
    onSuccess: () => {
      answered()
      return refresh()
    },
    onError: (error) => {
      // A refusal is an answer: the next attempt, with whatever was mended elsewhere, is a new wish.
      if (!isWorthRepeating(error)) answered()
      // It is not how the screen shows it: whoever is refused sees why, and decides on what there is now.
      if (error.status === 409 || error.status === 412) void refresh()
    },
  })
}

/** So many pages of a list are asked anew when something has changed; more would be a storm of questions. */
const PAGES_FOLLOWED_MAX = 50

/** Whether a list has been scrolled so far that it no longer follows changes. */
export function isTooLong(data: unknown): boolean {
  const pages = (data as { pages?: unknown } | undefined)?.pages
  return Array.isArray(pages) && pages.length > PAGES_FOLLOWED_MAX
}

/** Asks everything anew that is on the screen; what is not is asked when it comes back. */
export function refresh(): Promise<void> {
  return queryClient.invalidateQueries({
    refetchType: 'active',
    predicate: ({ state }) => !isTooLong(state.data),
  })
}
