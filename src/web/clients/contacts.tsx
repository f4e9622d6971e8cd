import { Anchor } from '@mantine/core'
import type { get } from '#flow/clients/contract.ts'
import { Empty } from '../language/empty.tsx'
import { Lines } from '../language/lines.tsx'
import type { WireOutput } from '../wire/client.ts'
import { useWords } from '../words/words.ts'
import { words } from './words.ts'

type Contact = WireOutput<typeof get>['contacts'][number]

export function Contacts({ contacts }: { contacts: readonly Contact[] }) {
  const t = useWords(words)
  if (contacts.length === 0) return <Empty icon="people" title={t('noContacts')} text={t('noContactsText')} />
  return (
    <Lines
      label={t('contacts')}
      rows={contacts}
      columns={[
        { name: 'name', phone: 'title' },
        { name: 'role', phone: 'line' },
        {
          name: 'email',
          phone: 'line',
          show: ({ email }) => (
            <Anchor href={`mailto:${email}`} inherit>
              {email}
            </Anchor>
          ),
        },
      ]}
      idOf={({ id }) => id}
    />
  )
}
