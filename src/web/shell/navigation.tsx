/** Where one can go, in parts. Who sees many parts finds the seldom used ones closed; each remembers how it was left. */
import { Box, Group, NavLink, Text, UnstyledButton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useId, useState } from 'react'
import { Icon } from '../language/icon.tsx'
import { keep, kept } from '../wire/kept.ts'
import { language, useWords } from '../words/words.ts'
import { InboxCount } from './inbox-count.tsx'
import type { Group as GroupName } from './screen.ts'
import type { Entry } from './screens.ts'
import { words } from './words.ts'

type Groups = readonly (readonly [GroupName, readonly Entry[]])[]

/** As many entries as are seen at once on a usual screen; with more, the parts of `closedAtFirst` begin closed. */
const ENTRIES_MAX = 14
const closedAtFirst: ReadonlySet<GroupName> = new Set(['administer'])

export function Navigation({ groups, path }: { groups: Groups; path: string }) {
  const isLong = groups.flatMap(([, entries]) => entries).length > ENTRIES_MAX
  return groups.map(([group, entries]) => (
    <Part
      key={group}
      group={group}
      entries={entries}
      path={path}
      beginsClosed={isLong && closedAtFirst.has(group)}
    />
  ))
}

/** Where a browser keeps how each part was left. */
const parts = 'throughline.navigation'

interface PartProps {
  readonly group: GroupName
  readonly entries: readonly Entry[]
  readonly path: string
  readonly beginsClosed: boolean
}

function Part({ group, entries, path, beginsClosed }: PartProps) {
  const t = useWords(words)
  const id = useId()
  const [left, setLeft] = useState(() => kept(`${parts}.${group}`))
  const leave = (as: 'open' | 'closed') => {
    keep(`${parts}.${group}`, as)
    setLeft(as)
  }
  // Where one is, is never hidden.
  const isHereIn = entries.some((entry) => isHere(path, entry.path))
  const isOpen = isHereIn || (left === null ? !beginsClosed : left === 'open')
  return (
    <Box mb="sm">
      <UnstyledButton
        w="100%"
        px="xs"
        py={4}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => leave(isOpen ? 'closed' : 'open')}
        style={{ borderRadius: 6 }}
      >
        <Group justify="space-between" wrap="nowrap" c="dimmed">
          <Text size="xs" fw={600}>
            {t(group)}
          </Text>
          <Icon name={isOpen ? 'up' : 'down'} size={12} />
        </Group>
      </UnstyledButton>
      <div id={id} hidden={!isOpen}>
        {entries.map((entry) => (
          <Side key={entry.path} entry={entry} isHere={isHere(path, entry.path)} />
        ))}
      </div>
    </Box>
  )
}

/** Whether the page that is open is this one or below it. */
export const isHere = (path: string, entry: string) =>
  entry === '/' ? path === '/' : path === entry || path.startsWith(`${entry}/`)

function Side({ entry, isHere: active }: { entry: Entry; isHere: boolean }) {
  const { icon, label } = entry.navigation
  return (
    <NavLink
      component={Link}
      to={entry.path}
      active={active}
      aria-current={active ? 'page' : undefined}
      label={label[language()]}
      leftSection={<Icon name={icon} />}
      rightSection={entry.path === '/inbox' ? <InboxCount /> : undefined}
      py={6}
      px="xs"
      style={{ borderRadius: 8 }}
    />
  )
}
