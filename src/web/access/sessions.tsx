/** Where somebody is signed in, and signing them out there or everywhere. */
import { Text } from '@mantine/core'
import { listSessions, signOut, signOutEverywhere } from '#engines/access/contract.ts'
import { Asked } from '../language/asked.tsx'
import { CommandButton } from '../language/command-button.tsx'
import { Empty } from '../language/empty.tsx'
import { Lines } from '../language/lines.tsx'
import { Section } from '../language/page.tsx'
import { Tone } from '../language/tone.tsx'
import { rememberSignIn } from '../wire/session.tsx'
import { formatDistance, formatMoment } from '../words/format.ts'
import { useWords } from '../words/words.ts'
import { clientOf } from './client-name.ts'
import { words } from './words.ts'

/** The sessions of a principal; one's own when nobody is named. */
export function Sessions({ principalId }: { principalId?: string }) {
  const t = useWords(words)
  const whose = principalId ? { principalId } : {}
  const leave = () => {
    if (principalId) return
    rememberSignIn(false)
    window.location.assign('/')
  }
  return (
    <Section
      title={t('sessions')}
      actions={
        <CommandButton
          contract={signOutEverywhere}
          label={t('signOutEverywhere')}
          fill={whose}
          color="red"
          onDone={leave}
        />
      }
    >
      <Asked contract={listSessions} input={whose}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty icon="people" title={t('noSessions')} text={t('noSessionsText')} />
          ) : (
            <Lines
              label={t('sessions')}
              rows={items}
              columns={[
                {
                  name: 'client',
                  title: t('device'),
                  phone: 'title',
                  show: ({ client }) => (
                    <Text inherit title={client ?? ''}>
                      {clientOf(client) ?? t('unknownDevice')}
                    </Text>
                  ),
                },
                {
                  name: 'seenAt',
                  title: t('lastSeen'),
                  phone: 'line',
                  show: ({ seenAt }) => formatDistance(seenAt),
                },
                { name: 'createdAt', title: t('since'), show: ({ createdAt }) => formatMoment(createdAt) },
                {
                  name: 'expiresAt',
                  title: t('validUntil'),
                  show: ({ expiresAt }) => formatMoment(expiresAt),
                },
                {
                  name: 'end',
                  title: t('end'),
                  phone: 'end',
                  show: ({ id, current }) =>
                    current ? (
                      <Tone tone="green">{t('thisOne')}</Tone>
                    ) : principalId ? null : (
                      <CommandButton
                        contract={signOut}
                        label={t('signOut')}
                        fill={{ sessionId: id }}
                        size="xs"
                        color="red"
                      />
                    ),
                },
              ]}
              idOf={({ id }) => id}
            />
          )
        }
      </Asked>
    </Section>
  )
}
