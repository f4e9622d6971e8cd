/** The frame: where one can go, what can be found, who one is. At the side on a desk, at the bottom on a phone. */
import { ActionIcon, AppShell, Burger, Group, Kbd, Text, UnstyledButton } from '@mantine/core'
import { useDisclosure, useHotkeys } from '@mantine/hooks'
import { Link, Outlet, useLocation } from '@tanstack/react-router'
import { Suspense, useCallback, useEffect } from 'react'
import { Icon } from '../language/icon.tsx'
import { Mark } from '../language/mark.tsx'
import { MayOpen } from '../language/may-open.ts'
import { late } from '../wire/late.ts'
import { useLiveUpdates } from '../wire/live.ts'
import { useSession } from '../wire/session.tsx'
import { language, useWords } from '../words/words.ts'
import { Account } from './account.tsx'
import { useLeisure } from './leisure.ts'
import { isHere, Navigation } from './navigation.tsx'
import { NoConnection } from './no-connection.tsx'
import { PrintHead } from './print-head.tsx'
import { type Entry, mayOpen, navigationFor } from './screens.ts'
import { words } from './words.ts'

const Later = late(async () => ({ default: (await import('./later.tsx')).Later }))
const Palette = late(async () => ({ default: (await import('./palette.tsx')).Palette }))

const PHONE_ENTRIES_MAX = 4

export function Frame() {
  const t = useWords(words)
  const { me, may } = useSession()
  const [isMenuOpen, menu] = useDisclosure()
  const [isPaletteOpen, palette] = useDisclosure()
  const path = useLocation({ select: ({ pathname }) => pathname })
  const isFree = useLeisure()
  const opens = useCallback((address: string) => mayOpen(may, address), [may])
  useLiveUpdates()
  useHotkeys([
    ['mod+K', palette.open],
    ['/', palette.open],
  ])
  // biome-ignore lint/correctness/useExhaustiveDependencies: going somewhere closes the menu
  useEffect(menu.close, [path])
  const navigation = navigationFor(may)
  const bottom = navigation.flatMap(([, entries]) => entries.filter(({ navigation: { onPhone } }) => onPhone))
  return (
    <AppShell
      header={{ height: 52 }}
      navbar={{ width: 224, breakpoint: 'sm', collapsed: { mobile: !isMenuOpen } }}
      footer={{ height: { base: 56, sm: 0 } }}
      padding={{ base: 'sm', sm: 'lg' }}
    >
      <a href="#content" className="skip">
        {t('skip')}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap" gap="sm">
          <Group gap="xs" wrap="nowrap" style={{ minWidth: 0 }}>
            <Burger
              opened={isMenuOpen}
              onClick={menu.toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={t('menu')}
            />
            <Mark name={me.tenant.name} size="small" />
          </Group>
          <Group gap="xs" wrap="nowrap">
            <PaletteButton open={palette.open} />
            <Account isFree={isFree} />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar aria-label={t('navigation')}>
        <AppShell.Section grow p="xs" style={{ overflowY: 'auto' }}>
          <Navigation groups={navigation} path={path} />
        </AppShell.Section>
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} style={{ outline: 'none' }}>
        <PrintHead />
        <NoConnection />
        {me.onBehalfOf && (
          <Text size="sm" fw={600} role="status" mb="xs">
            {t('actingFor', { name: me.onBehalfOf.name })}
          </Text>
        )}
        <Suspense>
          <MayOpen value={opens}>
            <Outlet />
          </MayOpen>
        </Suspense>
      </AppShell.Main>
      <AppShell.Footer hiddenFrom="sm">
        <Group h="100%" grow gap={0} component="nav" aria-label={t('navigation')}>
          {bottom.slice(0, PHONE_ENTRIES_MAX).map((entry) => (
            <Bottom key={entry.path} entry={entry} isHere={isHere(path, entry.path)} />
          ))}
          <UnstyledButton ta="center" onClick={menu.toggle} aria-expanded={isMenuOpen}>
            <Icon name="more" size={22} />
            <Text fz={11}>{t('more')}</Text>
          </UnstyledButton>
        </Group>
      </AppShell.Footer>
      {isFree && (
        <Suspense>
          <Later />
        </Suspense>
      )}
      {isPaletteOpen && (
        <Suspense>
          <Palette close={palette.close} />
        </Suspense>
      )}
    </AppShell>
  )
}

function Bottom({ entry, isHere: active }: { entry: Entry; isHere: boolean }) {
  const { icon, label } = entry.navigation
  return (
    <UnstyledButton
      component={Link}
      to={entry.path}
      ta="center"
      aria-current={active ? 'page' : undefined}
      c={active ? 'var(--mantine-color-anchor)' : undefined}
    >
      <Icon name={icon} size={22} />
      <Text fz={11} truncate>
        {label[language()]}
      </Text>
    </UnstyledButton>
  )
}

function PaletteButton({ open }: { open: () => void }) {
  const t = useWords(words)
  return (
    <>
      <UnstyledButton
        onClick={open}
        visibleFrom="sm"
        px="sm"
        h={34}
        w={{ sm: 220, md: 320 }}
        bd="1px solid var(--mantine-color-default-border)"
        style={{ borderRadius: 8 }}
        c="dimmed"
      >
        <Group justify="space-between" wrap="nowrap">
          <Group gap={6} wrap="nowrap">
            <Icon name="search" size={16} />
            <Text size="sm" truncate>
              {t('palette')}
            </Text>
          </Group>
          <Kbd size="xs">⌘K</Kbd>
        </Group>
      </UnstyledButton>
      <ActionIcon
        hiddenFrom="sm"
        variant="subtle"
        color="gray"
        size="lg"
        onClick={open}
        aria-label={t('paletteShort')}
      >
        <Icon name="search" size={20} />
      </ActionIcon>
    </>
  )
}
