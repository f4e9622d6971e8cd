/** Starts a process where a person may start it, with the form it begins with; nothing where only its events do. */
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useMemo } from 'react'
import { start, startable } from '#engines/process/contract.ts'
import { CommandButton } from '../language/command-button.tsx'
import { useAsk } from '../wire/queries.ts'
import { useSession } from '../wire/session.tsx'
import { type Startable, startingOf } from './start-form.tsx'

type Given = Readonly<Record<string, unknown>>

interface StartButtonProps {
  readonly processKey: string
  readonly label?: string
  /** What its form begins with. */
  readonly variables?: Given
  /** What will happen, by what is given. */
  readonly preview?: (variables: Given) => ReactNode
}

/** Models change rarely. */
const FRESH_MS = 600_000

export function StartButton({ processKey, ...props }: StartButtonProps) {
  const { may } = useSession()
  const { data } = useAsk(startable, {}, { enabled: may(start) && may(startable), staleTime: FRESH_MS })
  const found = data?.processes.find(({ key }) => key === processKey)
  return found ? <Starting process={found} {...props} /> : null
}

function Starting({
  process,
  label,
  variables,
  preview,
}: { process: Startable } & Omit<StartButtonProps, 'processKey'>) {
  const navigate = useNavigate()
  const { may } = useSession()
  const asked = useMemo(() => startingOf(process), [process])
  return (
    <CommandButton
      contract={start}
      {...asked}
      {...(label ? { label } : {})}
      {...(variables ? { initial: { variables } } : {})}
      {...(preview ? { preview: ({ variables: given }) => preview((given ?? {}) as Given) } : {})}
      asks
      variant="default"
      onDone={({ instanceId }) => {
        // Whom the model names to start it may not be one who watches processes.
        if (may('processes.instance')) void navigate({ to: `/processes/instances/${instanceId}` })
      }}
    />
  )
}
