/**
 * What is needed to decide about a task, in place: the room whose command completes it knows best. A room that has
 * something to show exports it as `decide.tsx`.
 */
import type { ComponentType, LazyExoticComponent, ReactNode } from 'react'
import type { CommandContract } from '#kernel/contract.ts'
import { late } from '../wire/late.ts'
import type { Task } from './task.ts'

export interface DecideProps {
  /** What the task is about, as its process names it. */
  readonly subject: string
  /** What the process knows. */
  readonly variables: Readonly<Record<string, unknown>>
  /** What is shown of any task: for those of the room's tasks about which it knows no more. */
  readonly otherwise: ReactNode
}

/** What a process has people decide about without a command, by the room that shows it. */
const roomsOfSubjects: Readonly<Record<string, string>> = {
  deal: 'quotes',
  quote: 'quotes',
  change: 'contracts',
  'credit-note': 'credits',
  project: 'staffing',
  engagement: 'people',
  'write-off': 'collections',
}

/** The room that knows what a task is about, and what that is: of its commands, or as its process names the subject. */
export function aboutOf({
  commands,
  subjects,
  variables,
}: Pick<Task, 'commands' | 'subjects' | 'variables'>): { room: string; subjects: readonly string[] } {
  const { subjectType, subjectId } = variables as Readonly<Record<string, unknown>>
  const room = roomsOfSubjects[String(subjectType)]
  if (commands.length === 0 && room && typeof subjectId === 'string') return { room, subjects: [subjectId] }
  return { room: commands[0]?.split('.')[0] ?? '', subjects }
}

const found = import.meta.glob<{ readonly default: ComponentType<DecideProps> }>('../*/decide.tsx')

const loaded = new Map<string, LazyExoticComponent<ComponentType<DecideProps>>>()

/** What a room shows to decide by, or null. */
export function decideOf(room: string): ComponentType<DecideProps> | null {
  const load = found[`../${room}/decide.tsx`]
  if (!load) return null
  const known = loaded.get(room) ?? late(load)
  loaded.set(room, known)
  return known
}

/** `timesheetId:projectId` is one project's part of a week; anything else is an id by itself. */
export function fillOf(
  { target, targets }: Pick<CommandContract, 'target' | 'targets'>,
  subject: string,
): Readonly<Record<string, unknown>> {
  const [id = '', projectId] = subject.split(':')
  const about = target ? { [target]: id } : targets ? { [targets]: [id] } : {}
  return { ...about, ...(projectId ? { projectId } : {}) }
}
