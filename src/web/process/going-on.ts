/** Going on to the next task while the decision about the last one is on its way. */
import { useIsFetching } from '@tanstack/react-query'
import { useState } from 'react'
import { getTask } from '#engines/process/contract.ts'
import { keyOf, queryClient } from '../wire/queries.ts'

interface Going {
  readonly tasks: readonly { readonly id: string }[]
  readonly current: string | undefined
  readonly open: (taskId: string | undefined) => void
}

/** What comes after a task, or before the last. */
export function neighbourOf(tasks: Going['tasks'], taskId: string | undefined): string | undefined {
  const at = tasks.findIndex(({ id }) => id === taskId)
  return (tasks[at + 1] ?? tasks[at - 1])?.id
}

/** The tasks whose decision is on its way, and what is done when one is sent: it goes, and comes back when it is refused. */
export function useDecisionsOnTheWay() {
  const [onTheWay, setOnTheWay] = useState<ReadonlySet<string>>(new Set())
  const send = (taskId: string, answer: Promise<unknown>, { tasks, open }: Omit<Going, 'current'>) => {
    const next = neighbourOf(tasks, taskId)
    setOnTheWay((old) => new Set(old).add(taskId))
    open(next)
    const place = next ? `/inbox/${next}` : '/inbox'
    const back = () =>
      setOnTheWay((old) => {
        const rest = new Set(old)
        rest.delete(taskId)
        return rest
      })
    // Whoever has gone on further is told by the notice alone.
    const refused = () => {
      back()
      if (window.location.pathname === place) open(taskId)
    }
    void answer.then(back, refused)
  }
  return [onTheWay, send] as const
}

/** The next task, to be made ready once the one before the person stands whole; then it is there without waiting. */
export function useNextReady({ tasks, current }: Omit<Going, 'open'>): string | undefined {
  const isQuiet = useIsFetching() === 0
  const known = current && queryClient.getQueryData(keyOf(getTask, { taskId: current }))
  const [whole, setWhole] = useState<string>()
  if (isQuiet && known && whole !== current) setWhole(current)
  return whole === current ? neighbourOf(tasks, current) : undefined
}
