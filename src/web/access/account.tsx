import { setPassword } from '#engines/access/contract.ts'
import { CommandButton } from '../language/command-button.tsx'
import { Section } from '../language/page.tsx'
import { Facts, RecordPage } from '../language/record.tsx'
import { useSession } from '../wire/session.tsx'
import { nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import { ApiKeys } from './api-keys.tsx'
import { DelegateButton, Delegations } from './delegations.tsx'
import { Permissions } from './permissions.tsx'
import { Sessions } from './sessions.tsx'
import { words } from './words.ts'

export default function Account() {
  const t = useWords(words)
  const { me } = useSession()
  const roles = me.roles.map(({ role, title }) => (nameOf(role) === title ? title : nameOf(role)))
  return (
    <RecordPage
      title={me.name}
      lead={t('accountLead')}
      actions={
        <CommandButton
          contract={setPassword}
          label={t('changePassword')}
          fields={['currentPassword', 'newPassword']}
        />
      }
      facts={
        <Facts
          of={{ email: me.email, tenant: me.tenant.name, roles: roles.join(', ') }}
          names={['email', 'tenant', 'roles']}
        />
      }
      tabs={[
        { name: 'may', title: t('whatIMay'), content: <WhatIMay /> },
        { name: 'sessions', title: t('sessions'), content: <Sessions /> },
        {
          name: 'delegations',
          title: t('delegations'),
          content: (
            <Section title={t('delegations')} actions={<DelegateButton />}>
              <Delegations principalId={me.principalId} />
            </Section>
          ),
        },
        { name: 'keys', title: t('apiKeys'), content: <ApiKeys /> },
      ]}
    />
  )
}

function WhatIMay() {
  const { me } = useSession()
  return <Permissions grants={me.may} />
}
