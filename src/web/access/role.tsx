import { useNavigate } from '@tanstack/react-router'
import { changeRole, deleteRole, listPrincipals, listRoles } from '#engines/access/contract.ts'
import { Asked, usePlace } from '../language/asked.tsx'
import { CommandButton } from '../language/command-button.tsx'
import { Empty } from '../language/empty.tsx'
import { List } from '../language/list/list.tsx'
import { RecordPage } from '../language/record.tsx'
import { Tone } from '../language/tone.tsx'
import type { WireOutput } from '../wire/client.ts'
import { useWords } from '../words/words.ts'
import { commandsOverride } from './grants-field.tsx'
import { Permissions } from './permissions.tsx'
import { roleTitle } from './role-title.ts'
import { words } from './words.ts'

type Role = WireOutput<typeof listRoles>['items'][number]

export default function RoleScreen() {
  const t = useWords(words)
  const name = usePlace('role')
  return (
    <Asked contract={listRoles} input={{}}>
      {({ items }) => {
        const role = items.find((one) => one.role === name)
        return role ? (
          <Shown role={role} />
        ) : (
          <Empty icon="search" title={t('noRole')} text={t('noRoleText')} />
        )
      }}
    </Asked>
  )
}

function Shown({ role }: { role: Role }) {
  const t = useWords(words)
  const navigate = useNavigate()
  return (
    <RecordPage
      title={roleTitle(role)}
      lead={
        <Tone tone={role.shipped ? 'gray' : 'blue'}>{role.shipped ? t('shippedStays') : t('ownRole')}</Tone>
      }
      trail={[{ label: t('access'), to: '/access' }]}
      actions={
        !role.shipped && (
          <>
            <CommandButton
              contract={deleteRole}
              label={t('deleteRole')}
              fill={{ role: role.role }}
              color="red"
              onDone={() => void navigate({ to: '/access' })}
            />
            <CommandButton
              contract={changeRole}
              label={t('changeRole')}
              variant="filled"
              asks
              fill={{ role: role.role }}
              initial={{ title: role.title, commands: role.commands }}
              revision={role.revision}
              overrides={commandsOverride}
            />
          </>
        )
      }
      tabs={[
        { name: 'includes', title: t('includes'), content: <Permissions grants={role.commands} /> },
        { name: 'holders', title: t('holders'), content: <Holders role={role.role} /> },
      ]}
    />
  )
}

function Holders({ role }: { role: string }) {
  const t = useWords(words)
  return (
    <List
      contract={listPrincipals}
      name="holders"
      fixed={{ role, active: true }}
      filters={[]}
      sort="name"
      columns={[
        { name: 'name', sort: 'name', phone: 'title' },
        { name: 'email', phone: 'line' },
        { name: 'kind', phone: 'end', show: ({ kind }) => t(kind) },
      ]}
      idOf={({ id }) => id}
      opens={({ id }) => `/access/${id}`}
      empty={{ icon: 'people', title: t('noHolders'), text: t('noHoldersText') }}
    />
  )
}
