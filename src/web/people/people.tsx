import { Tabs } from '@mantine/core'
import {
  addRole,
  create,
  importPeople,
  listOnboardings,
  listPeople,
  listRoles,
} from '#flow/people/contract.ts'
import { useAddress } from '../language/address.ts'
import { CommandButton } from '../language/command-button.tsx'
import { ListSelect } from '../language/form/list-select.tsx'
import { ImportButton } from '../language/import-button.tsx'
import { List } from '../language/list/list.tsx'
import { Page } from '../language/page.tsx'
import { RoleName } from '../language/role-name.tsx'
import { useSession } from '../wire/session.tsx'
import { nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import { Onboardings, TakeOn } from './onboardings.tsx'
import { newPersonFields, personFields } from './person-fields.tsx'
import { words } from './words.ts'

const tabs = ['people', 'onboardings', 'roles']

export default function People() {
  const t = useWords(words)
  const { may } = useSession()
  const [address, change] = useAddress()
  // An address may be mistyped, or older than its tab.
  const tab = tabs.find((name) => name === address['tab']) ?? 'people'
  return (
    <Page
      title={t('people')}
      lead={t('lead')}
      actions={
        tab === 'onboardings' ? (
          <TakeOn />
        ) : tab === 'roles' ? (
          <CommandButton contract={addRole} label={t('newRole')} icon="plus" variant="filled" />
        ) : (
          <>
            <ImportButton contract={importPeople} />
            <CommandButton
              contract={create}
              label={t('newPerson')}
              icon="plus"
              variant="filled"
              fields={newPersonFields}
              overrides={personFields}
            />
          </>
        )
      }
    >
      <Tabs value={tab} onChange={(name) => change({ tab: name })} keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="people">{t('people')}</Tabs.Tab>
          {may(listOnboardings) && <Tabs.Tab value="onboardings">{t('onboardings')}</Tabs.Tab>}
          <Tabs.Tab value="roles">{t('roles')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="people" pt="md">
          <Everybody />
        </Tabs.Panel>
        {may(listOnboardings) && (
          <Tabs.Panel value="onboardings" pt="md">
            <Onboardings />
          </Tabs.Panel>
        )}
        <Tabs.Panel value="roles" pt="md">
          <Roles />
        </Tabs.Panel>
      </Tabs>
    </Page>
  )
}

function Everybody() {
  const t = useWords(words)
  const [{ role }, change] = useAddress()
  return (
    <List
      contract={listPeople}
      name="everybody"
      sort="name"
      filters={['search']}
      fixed={role ? { roleCode: role } : {}}
      aside={
        <ListSelect
          contract={listRoles}
          input={{ limit: 200 }}
          option={({ code, name }) => ({ value: code, label: name })}
          size="xs"
          clearable
          clearButtonProps={{ 'aria-label': t('everyRole') }}
          aria-label={nameOf('roleCode')}
          placeholder={t('everyRole')}
          value={role ?? null}
          onChange={(code) => change({ role: code })}
        />
      }
      columns={[
        { name: 'name', sort: 'name', phone: 'title' },
        { name: 'number', sort: 'number', phone: 'end' },
        { name: 'roleCode', phone: 'line', show: ({ roleCode }) => <RoleName code={roleCode} /> },
        { name: 'entityCode', phone: 'line' },
        { name: 'email' },
        { name: 'weeklyMinutes' },
        { name: 'startedOn' },
        { name: 'endedOn', isHidden: true },
        { name: 'timeZone', isHidden: true },
      ]}
      idOf={({ id }) => id}
      opens={({ id }) => `/people/${id}`}
      empty={{ icon: 'people', title: t('nobody'), text: t('nobodyText') }}
    />
  )
}

function Roles() {
  const t = useWords(words)
  return (
    <List
      contract={listRoles}
      name="roles"
      filters={[]}
      sort="name"
      columns={[
        { name: 'name', sort: 'name', phone: 'title' },
        { name: 'code', sort: 'code' },
      ]}
      idOf={({ id }) => id}
      empty={{ icon: 'people', title: t('noRoles'), text: t('noRolesText') }}
    />
  )
}
