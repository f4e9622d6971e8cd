/** API keys: made for a purpose, shown once, ended at once. */
import { Button, Code, CopyButton, Group, Modal, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { createApiKey, listApiKeys, revokeApiKey } from '#engines/access/contract.ts'
import { Asked } from '../language/asked.tsx'
import { CommandButton } from '../language/command-button.tsx'
import { Empty } from '../language/empty.tsx'
import { Icon } from '../language/icon.tsx'
import { Lines } from '../language/lines.tsx'
import { Section } from '../language/page.tsx'
import { Tone } from '../language/tone.tsx'
import { formatDistance, formatMoment } from '../words/format.ts'
import { useWords } from '../words/words.ts'
import { words } from './words.ts'

/** The keys of a principal; one's own when nobody is named. */
export function ApiKeys({ principalId }: { principalId?: string }) {
  const t = useWords(words)
  const [made, setMade] = useState<string | null>(null)
  const whose = principalId ? { principalId } : {}
  return (
    <Section
      title={t('apiKeys')}
      actions={
        <CommandButton
          contract={createApiKey}
          label={t('createKey')}
          icon="plus"
          fill={whose}
          fields={['name', 'days']}
          onDone={({ key }) => setMade(key)}
        />
      }
    >
      <Asked contract={listApiKeys} input={whose}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty icon="link" title={t('noKeys')} text={t('noKeysText')} />
          ) : (
            <Lines
              label={t('apiKeys')}
              rows={items}
              columns={[
                { name: 'name', phone: 'title' },
                {
                  name: 'prefix',
                  title: t('beginsWith'),
                  phone: 'line',
                  show: ({ prefix }) => <Code>{prefix}…</Code>,
                },
                {
                  name: 'usedAt',
                  title: t('lastUsed'),
                  phone: 'line',
                  show: ({ usedAt }) => (usedAt ? formatDistance(usedAt) : t('neverUsed')),
                },
                {
                  name: 'expiresAt',
                  title: t('validUntil'),
                  show: ({ expiresAt }) => formatMoment(expiresAt),
                },
                {
                  name: 'end',
                  title: t('end'),
                  phone: 'end',
                  show: ({ id, revokedAt, expiresAt }) =>
                    revokedAt ? (
                      <Tone tone="gray">{t('revoked')}</Tone>
                    ) : new Date(expiresAt).getTime() < Date.now() ? (
                      <Tone tone="gray">{t('ranOut')}</Tone>
                    ) : (
                      <CommandButton
                        contract={revokeApiKey}
                        label={t('revoke')}
                        fill={{ keyId: id }}
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
      <ShownOnce value={made} close={() => setMade(null)} />
    </Section>
  )
}

/** The key itself: nobody can read it again, so it is not closed by accident. */
function ShownOnce({ value, close }: { value: string | null; close: () => void }) {
  const t = useWords(words)
  return (
    <Modal
      opened={value !== null}
      onClose={close}
      closeOnClickOutside={false}
      title={t('keyMade')}
      centered
      size="lg"
    >
      <Stack gap="sm">
        <Text size="sm">{t('keyOnce')}</Text>
        <Code block style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
          {value}
        </Code>
        <Group justify="flex-end" gap="xs">
          <CopyButton value={value ?? ''}>
            {({ copied, copy }) => (
              <Button
                variant="filled"
                leftSection={<Icon name={copied ? 'check' : 'copy'} size={16} />}
                onClick={copy}
              >
                {copied ? t('copied') : t('copy')}
              </Button>
            )}
          </CopyButton>
          <Button variant="default" onClick={close}>
            {t('kept')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
