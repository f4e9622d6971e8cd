import { Select } from '@mantine/core'
import { setPassword } from '#engines/access/contract.ts'
import { CommandButton } from '../language/command-button.tsx'
import { Section } from '../language/page.tsx'
import { Facts, RecordPage } from '../language/record.tsx'
import { useSession } from '../wire/session.tsx'
import { formatMoment } from '../words/format.ts'
import { nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import { chooseZone, zoneChoice, zones } from '../words/zone.ts'
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
        { name: 'zone', title: t('zone'), content: <ZoneChoice /> },
      ]}
    />
  )
}

/** Moments are shown in the zone of the person, wherever the browser is. */
function ZoneChoice() {
  const t = useWords(words)
  return (
    <Select
      maw={420}
      label={t('zone')}
      description={t('zoneHint', { now: formatMoment(Temporal.Now.instant().toString()) })}
      placeholder={t('zoneOfBrowser', { zone: zoneChoice.ofBrowser })}
      data={zones}
      value={zoneChoice.chosen}
      onChange={chooseZone}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('zoneOfBrowser', { zone: zoneChoice.ofBrowser }) }}
    />
  )
}

function WhatIMay() {
  const { me } = useSession()
  return <Permissions grants={me.may} />
}
