import { assignRole, deactivate, get, removeRole, setPassword } from '#engines/access/contract.ts'
import { Asked, usePlace } from '../language/asked.tsx'
import { CommandButton } from '../language/command-button.tsx'
import { Empty } from '../language/empty.tsx'
import { History } from '../language/history.tsx'
import { Lines } from '../language/lines.tsx'
import { Section } from '../language/page.tsx'
import { Facts, RecordPage } from '../language/record.tsx'
import type { WireOutput } from '../wire/client.ts'
import { useSession } from '../wire/session.tsx'
import { nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import { ApiKeys } from './api-keys.tsx'
import { RoleField } from './choose.tsx'
import { Delegations } from './delegations.tsx'
import { Reach } from './permissions.tsx'
import { Sessions } from './sessions.tsx'
import { words } from './words.ts'

type Principal = WireOutput<typeof get>

export default function PrincipalScreen() {
  const principalId = usePlace('principalId')
  return (
    <Asked contract={get} input={{ principalId }}>
      {(principal) => <Shown principal={principal} />}
    </Asked>
  )
}

function Shown({ principal }: { principal: Principal }) {
  const t = useWords(words)
  const { may, reach } = useSession()
  const { principalId, attributes, kind, active } = principal
  const known = Object.entries(attributes).map(([name, values]) => `${nameOf(name)}: ${values.join(', ')}`)
  return (
    <RecordPage
      title={principal.name}
      state={active ? 'active' : 'deactivated'}
      lead={t(kind)}
      trail={[{ label: t('access'), to: '/access' }]}
      actions={active && <Actions principal={principal} />}
      facts={
        <Facts
          of={principal}
          names={['email', 'locale', ...(known.length > 0 ? ['attributes'] : [])]}
          show={{ attributes: known.join(' · ') }}
        />
      }
      tabs={[
        { name: 'roles', title: t('roles'), content: <Roles principal={principal} /> },
        {
          name: 'delegations',
          title: t('delegations'),
          content: <Delegations principalId={principalId} />,
        },
        ...(reach('access.listSessions') === 'all' && kind === 'person'
          ? [{ name: 'sessions', title: t('sessions'), content: <Sessions principalId={principalId} /> }]
          : []),
        ...(reach('access.listApiKeys') === 'all' && kind !== 'process'
          ? [{ name: 'keys', title: t('apiKeys'), content: <ApiKeys principalId={principalId} /> }]
          : []),
        ...(may('access.history')
          ? [
              {
                name: 'history',
                title: t('history'),
                content: <History objectType="principal" objectId={principalId} />,
              },
            ]
          : []),
      ]}
    />
  )
}

function Actions({ principal }: { principal: Principal }) {
  const t = useWords(words)
  const { me, reach } = useSession()
  const { principalId, revision, kind } = principal
  if (kind === 'process') return null
  return (
    <>
      {kind === 'person' && principalId !== me.principalId && reach(setPassword) === 'all' && (
        <CommandButton
          contract={setPassword}
          label={t('setPassword')}
          variant="default"
          fill={{ principalId }}
          fields={['newPassword']}
        />
      )}
      {principalId !== me.principalId && (
        <CommandButton
          contract={deactivate}
          label={t('deactivate')}
          color="red"
          fill={{ principalId }}
          revision={revision}
          asks
        />
      )}
      <CommandButton
        contract={assignRole}
        undo={{ contract: removeRole, input: ({ assignmentId }) => ({ assignmentId }) }}
        label={t('giveRole')}
        icon="plus"
        variant="filled"
        fill={{ principalId }}
        overrides={{ role: RoleField }}
      />
    </>
  )
}

function Roles({ principal: { roles } }: { principal: Principal }) {
  const t = useWords(words)
  if (roles.length === 0) return <Empty icon="settings" title={t('noRoles')} text={t('noRolesText')} />
  return (
    <Section title={t('roles')}>
      <Lines
        label={t('roles')}
        rows={roles}
        columns={[
          { name: 'role', phone: 'title', show: ({ role }) => nameOf(role) },
          { name: 'scope', title: t('reach'), phone: 'line', show: ({ scope }) => <Reach scope={scope} /> },
          { name: 'validFrom', phone: 'line' },
          { name: 'validTo' },
          {
            name: 'end',
            title: t('end'),
            phone: 'end',
            show: ({ assignmentId }) => (
              <CommandButton
                contract={removeRole}
                label={t('takeAway')}
                fill={{ assignmentId }}
                size="xs"
                color="red"
              />
            ),
          },
        ]}
        idOf={({ assignmentId }) => assignmentId}
        opens={({ role }) => `/roles/${role}`}
      />
    </Section>
  )
}
