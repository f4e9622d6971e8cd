/** What a room of the web offers: its screens, each loaded when it is opened. */
import type { FunctionComponent } from 'react'
import type { IconName } from '../language/icon.tsx'
import type { Language } from '../words/words.ts'

/** The parts of the navigation, in the order work passes through the firm. */
export const groups = ['mine', 'sell', 'deliver', 'money', 'run', 'administer'] as const
export type Group = (typeof groups)[number]

export interface Screen {
  /** With `$name` for what changes: `/projects/$projectId`. */
  readonly path: string
  /** Any one of these commands or queries must be permitted; nothing: everybody may. */
  readonly needs?: readonly string[]
  /** Its place in the navigation; screens that are reached from others have none. */
  readonly navigation?: {
    readonly group: Group
    readonly icon: IconName
    /** Its name. Here and not among the words of the room, which are loaded with its screens. */
    readonly label: Readonly<Record<Language, string>>
    /** Smaller comes first within its group. */
    readonly order: number
    /** Shown at the bottom of a phone, for those who may see it. */
    readonly onPhone?: boolean
  }
  readonly load: () => Promise<{ readonly default: FunctionComponent }>
}
