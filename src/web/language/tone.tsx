/** A word in a colour that says how it stands. Both are chosen to be read in either theme (WCAG 2.2 AA). */
import type { ReactNode } from 'react'
import css from './tone.module.css'

export type ToneName = 'gray' | 'blue' | 'yellow' | 'green' | 'red'

export function Tone({ tone, children }: { tone: ToneName; children: ReactNode }) {
  return (
    <span className={css['tone']} data-tone={tone}>
      {children}
    </span>
  )
}
