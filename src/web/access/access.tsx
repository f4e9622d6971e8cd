import {
  createPerson,
  createRole,
  createService,
  listDelegations,
  listPrincipals,
  listRoles,
} from '#engines/access/contract.ts'
import { Asked } from '../language/asked.tsx'
import { CommandButton } from '../language/command-button.tsx'
import { Lines } from '../language/lines.tsx'
import { List } from '../language/list/list.tsx'
import { RecordPage } from '../language/record.tsx'
import { Tone } from '../language/tone.tsx'
import { useSession } from '../wire/session.tsx'
import { nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import { rolesField } from './choose.tsx'
import { DelegateButton, Delegations } from './delegations.tsx'
import { commandsOverride } from './grants-field.tsx'
import { roleTitle } from './role-title.ts'
import { words } from './words.ts'

export default function Access() {
  const t = useWords(words)
  const { may } = useSession()
  return (
    <RecordPage
      title={t('access')}
      lead={t('accessLead')}
      actions={
        <>
          <CommandButton
            contract={createService}
            label={t('newService')}
            variant="default"
            overrides={{ roles: rolesField('roles') }}
          />
          <CommandButton
            contract={createRole}
            label={t('newRole')}
            variant="default"
            overrides={commandsOverride}
          />
          <CommandButton
            contract={createPerson}
            label={t('newPerson')}
            icon="plus"
            variant="filled"
            overrides={{ roles: rolesField('roles') }}
          />
        </>
      }
      tabs={[
        { name: 'people', title: t('peopleAndServices'), content: <Principals /> },
        ...(may(listRoles) ? [{ name: 'roles', title: t('roles'), content: <Roles /> }] : []),
        ...(may(listDelegations)
          ? [
              {
                name: 'delegations',
                title: t('delegations'),
                content: (
                  <>
                    <DelegateButton />
                    <Delegations />
                  </>
                ),
              },
            ]
          : []),
      ]}
    />
  )
}

function Principals() {
  const t = useWords(words)
  return (
    <List
      contract={listPrincipals}
      name="principals"
      sort="name"
      filters={['kind', 'active']}
      columns={[
        { name: 'name', sort: 'name', phone: 'title' },
        { name: 'email', phone: 'line' },
        { name: 'kind', show: ({ kind }) => t(kind) },
        {
          name: 'roles',
          phone: 'line',
          show: ({ roles }) => roles.map(nameOf).join(', ') || '–',
        },
        { name: 'createdAt', sort: 'createdAt', isHidden: true },
        {
          name: 'active',
          title: nameOf('state'),
          phone: 'end',
          show: ({ active }) => (
            <Tone tone={active ? 'green' : 'gray'}>{active ? t('isActive') : t('isInactive')}</Tone>
          ),
        },
      ]}
      idOf={({ id }) => id}
      opens={({ id }) => `/access/${id}`}
      empty={{ icon: 'people', title: t('nobody'), text: t('nobodyText') }}
    />
  )
}

function Roles() {
  const t = useWords(words)
  return (
    <Asked contract={listRoles} input={{}}>
      {({ items }) => (
        <Lines
          label={t('roles')}
          rows={items}
          columns={[
            { name: 'title', title: nameOf('role'), phone: 'title', show: roleTitle },
            {
              name: 'commands',
              title: t('includes'),
              phone: 'line',
              show: ({ commands }) => t('permissionCount', { count: commands.length }),
            },
            {
              name: 'shipped',
              title: nameOf('origin'),
              phone: 'end',
              show: ({ shipped }) => (
                <Tone tone={shipped ? 'gray' : 'blue'}>{shipped ? t('shipped') : t('ownRole')}</Tone>
              ),
            },
          ]}
          idOf={({ role }) => role}
          opens={({ role }) => `/roles/${role}`}
        />
      )}
    </Asked>
  )
}
