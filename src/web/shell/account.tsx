/** Who one is, at the corner of every screen. The menu behind it is loaded when there is time, or when it is asked for. */
import { Avatar, UnstyledButton, type UnstyledButtonProps } from '@mantine/core'
import { type ComponentPropsWithRef, Suspense, useState } from 'react'
import { late } from '../wire/late.ts'
import { useSession } from '../wire/session.tsx'
import { useWords } from '../words/words.ts'
import { words } from './words.ts'

const AccountMenu = late(async () => ({ default: (await import('./account-menu.tsx')).AccountMenu }))

export function Account({ isFree }: { isFree: boolean }) {
  const [isAsked, setAsked] = useState(false)
  const face = <Face onClick={() => setAsked(true)} aria-haspopup="menu" aria-expanded={false} />
  if (!isFree && !isAsked) return face
  return (
    <Suspense fallback={face}>
      <AccountMenu isOpen={isAsked} face={<Face />} />
    </Suspense>
  )
}

/** `Sam Ortiz` as `SO`. */
const initialsOf = (name: string) =>
  name
    .split(' ')
    .map((word) => word.charAt(0))
    .slice(0, 2)
    .join('')

function Face(props: UnstyledButtonProps & ComponentPropsWithRef<'button'>) {
  const t = useWords(words)
  const { me } = useSession()
  const initials = initialsOf(me.name)
  return (
    <UnstyledButton aria-label={`${initials}, ${t('account')}`} style={{ borderRadius: 99 }} {...props}>
      <Avatar color="line" variant="filled" size={32} radius="xl">
        {initials}
      </Avatar>
    </UnstyledButton>
  )
}
