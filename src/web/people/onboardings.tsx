/** Everybody who is being taken on, with what is missing. */
import { engage, hire, listOnboardings } from '#flow/people/contract.ts'
import { CommandButton } from '../language/command-button.tsx'
import { List } from '../language/list/list.tsx'
import { RoleName } from '../language/role-name.tsx'
import { StateBadge } from '../language/state-badge.tsx'
import { nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import { namesIn } from './missing.tsx'
import { personFields } from './person-fields.tsx'
import { words } from './words.ts'

const who = ['number', 'name', 'email', 'entityId', 'roleCode', 'practiceId', 'managerId'] as const
const when = ['startedOn', 'weeklyMinutes', 'agreementNumber'] as const
const employed = [...who, ...when, 'probationEndsOn', 'agreementEndsOn']
const contracted = ['company', ...who, ...when, 'agreementEndsOn', 'costRate']

export function TakeOn() {
  const t = useWords(words)
  return (
    <>
      <CommandButton
        contract={engage}
        label={t('engage')}
        icon="plus"
        fields={contracted}
        overrides={personFields}
      />
      <CommandButton
        contract={hire}
        label={t('hire')}
        icon="plus"
        variant="filled"
        fields={employed}
        overrides={personFields}
      />
    </>
  )
}

export function Onboardings() {
  const t = useWords(words)
  return (
    <List
      contract={listOnboardings}
      name="onboardings"
      sort="startedOn"
      filters={['state', 'kind']}
      columns={[
        { name: 'personName', sort: 'personName', phone: 'title' },
        {
          name: 'state',
          phone: 'end',
          show: ({ state }) => <StateBadge state={state} />,
        },
        { name: 'kind', phone: 'line', show: ({ kind }) => nameOf(kind) },
        { name: 'roleCode', phone: 'line', show: ({ roleCode }) => <RoleName code={roleCode} /> },
        { name: 'entityCode' },
        { name: 'startedOn', sort: 'startedOn', phone: 'line' },
        { name: 'agreementEndsOn' },
        {
          name: 'missing',
          phone: 'line',
          show: ({ missing, state }) =>
            missing.length > 0 ? namesIn(missing) : state === 'checking' ? t('readyToClear') : '–',
        },
        { name: 'company', isHidden: true },
        { name: 'openedAt', sort: 'openedAt', isHidden: true },
      ]}
      idOf={({ id }) => id}
      opens={({ id }) => `/onboardings/${id}`}
      empty={{ icon: 'people', title: t('nobodyComes'), text: t('nobodyComesText') }}
    />
  )
}
