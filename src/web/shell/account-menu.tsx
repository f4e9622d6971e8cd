/** Who one is, for whom one acts, and how the screens look and speak. */
import { Menu, Text, useMantineColorScheme } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { signOut } from '#engines/access/contract.ts'
import { Icon } from '../language/icon.tsx'
import { actFor, run } from '../wire/client.ts'
import { queryClient, refresh } from '../wire/queries.ts'
import { rememberSignIn, useSession } from '../wire/session.tsx'
import { language, speak, useWords } from '../words/words.ts'
import { zone } from '../words/zone.ts'
import { words } from './words.ts'

export function AccountMenu({ isOpen, face }: { isOpen: boolean; face: ReactNode }) {
  const t = useWords(words)
  const { me } = useSession()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const leave = async () => {
    // Not as other commands, after which every screen asks anew: nobody is there any more to be answered.
    await run(signOut, {}).catch(() => undefined)
    rememberSignIn(false)
    queryClient.clear()
    window.location.assign('/')
  }
  const represent = async (principalId: string | null) => {
    actFor(principalId)
    await refresh()
  }
  const speakAs = async (wanted: 'en' | 'de') => {
    await speak(wanted)
    // The names in contracts are loaded once, before anything is drawn.
    window.location.reload()
  }
  return (
    <Menu position="bottom-end" width={240} defaultOpened={isOpen}>
      <Menu.Target>{face}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={600}>
            {me.name}
          </Text>
          <Text size="xs">{me.roles.map(({ title }) => title).join(', ')}</Text>
        </Menu.Label>
        <Menu.Item component={Link} to="/account" leftSection={<Icon name="people" size={16} />}>
          {t('account')}
        </Menu.Item>
        {me.mayActFor.map(({ delegationId, principalId, name }) => (
          <Menu.Item
            key={delegationId}
            leftSection={<Icon name="delegate" size={16} />}
            onClick={() => void represent(principalId)}
          >
            {t('actFor', { name })}
          </Menu.Item>
        ))}
        {me.onBehalfOf && (
          <Menu.Item leftSection={<Icon name="undo" size={16} />} onClick={() => void represent(null)}>
            {t('actForMyself')}
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Label>{t('theme')}</Menu.Label>
        {(['light', 'dark', 'auto'] as const).map((scheme) => (
          <Menu.Item
            key={scheme}
            onClick={() => setColorScheme(scheme)}
            leftSection={<Icon name={scheme === 'dark' ? 'moon' : 'sun'} size={16} />}
            rightSection={colorScheme === scheme ? <Icon name="check" size={14} /> : null}
          >
            {t(scheme === 'auto' ? 'asSystem' : scheme)}
          </Menu.Item>
        ))}
        <Menu.Label>{t('language')}</Menu.Label>
        {(['en', 'de'] as const).map((one) => (
          <Menu.Item
            key={one}
            lang={one}
            onClick={() => void speakAs(one)}
            rightSection={language() === one ? <Icon name="check" size={14} /> : null}
          >
            {t(one === 'en' ? 'english' : 'german')}
          </Menu.Item>
        ))}
        <Menu.Label>{t('zone')}</Menu.Label>
        <Menu.Item component={Link} to="/account?tab=zone" leftSection={<Icon name="clock" size={16} />}>
          {zone}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<Icon name="back" size={16} />} onClick={() => void leave()}>
          {t('signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
