/** Who may act for whom, until when and for what; either side ends it. */
import { Stack, Switch, Text } from '@mantine/core'
import { useState } from 'react'
import { delegate, listDelegations, revokeDelegation } from '#engines/access/contract.ts'
import { CommandButton } from '../language/command-button.tsx'
import { Icon } from '../language/icon.tsx'
import { List, type RowOf } from '../language/list/list.tsx'
import { Tone } from '../language/tone.tsx'
import { useSession } from '../wire/session.tsx'
import { today } from '../words/days.ts'
import { deedName, nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import { CommandsChoice, PersonChoice } from './choose.tsx'
import { words } from './words.ts'

type Delegation = RowOf<typeof listDelegations>

/** How many commands of a delegation are named before the rest is counted. */
const NAMED_MAX = 3

/** The delegations of one principal, or of everybody. */
export function Delegations({ principalId }: { principalId?: string }) {
  const t = useWords(words)
  const { me } = useSession()
  const [withEnded, setEnded] = useState(false)
  return (
    <List
      contract={listDelegations}
      name="delegations"
      fixed={{ ...(principalId ? { principalId } : {}), ended: withEnded }}
      filters={[]}
      sort="-validFrom"
      aside={
        <Switch
          size="xs"
          label={t('withEnded')}
          checked={withEnded}
          onChange={({ currentTarget }) => setEnded(currentTarget.checked)}
        />
      }
      columns={[
        {
          name: 'from',
          title: t('authorityOf'),
          phone: 'title',
          show: ({ from }) => (from.id === me.principalId ? t('you') : from.name),
        },
        {
          name: 'to',
          title: t('usedBy'),
          phone: 'line',
          show: ({ to }) => (to.id === me.principalId ? t('you') : to.name),
        },
        { name: 'commands', title: t('forWhat'), phone: 'line', show: (row) => <What of={row} /> },
        { name: 'validFrom', sort: 'validFrom' },
        { name: 'validTo', sort: 'validTo', phone: 'line' },
        { name: 'state', title: nameOf('state'), phone: 'end', show: (row) => <Ends of={row} /> },
      ]}
      idOf={({ id }) => id}
      empty={{ icon: 'delegate', title: t('noDelegations'), text: t('noDelegationsText') }}
    />
  )
}

function What({ of: { commands } }: { of: Delegation }) {
  const t = useWords(words)
  if (!commands) return t('everything')
  const named = commands.slice(0, NAMED_MAX).map(deedName).join(', ')
  return commands.length > NAMED_MAX ? t('andMore', { named, count: commands.length - NAMED_MAX }) : named
}

/** The state of a delegation; one in force can be ended here. */
function Ends({ of: row }: { of: Delegation }) {
  const t = useWords(words)
  const { me, reach } = useSession()
  const isParty = row.from.id === me.principalId || row.to.id === me.principalId
  if (row.revokedAt) return <Tone tone="gray">{t('revoked')}</Tone>
  if (row.validTo < today()) return <Tone tone="gray">{t('ranOut')}</Tone>
  if (isParty || reach(revokeDelegation) === 'all')
    return (
      <CommandButton
        contract={revokeDelegation}
        label={t('revoke')}
        fill={{ delegationId: row.id }}
        size="xs"
        color="red"
      />
    )
  return <Tone tone="green">{t('inForce')}</Tone>
}

/** Lends one's own authority to somebody. */
export function DelegateButton() {
  const t = useWords(words)
  const { may } = useSession()
  return (
    <CommandButton
      contract={delegate}
      undo={{ contract: revokeDelegation, input: ({ delegationId }) => ({ delegationId }) }}
      label={t('delegate')}
      icon="delegate"
      fields={['toId', 'commands', 'validFrom', 'validTo']}
      overrides={{
        toId: ({ value, set, error }) => (
          <PersonChoice
            label={t('toWhom')}
            isRequired
            value={typeof value === 'string' ? value : null}
            set={(id) => set(id ?? undefined)}
            error={error}
          />
        ),
        commands: ({ value, set, error }) => (
          <CommandsChoice
            label={t('forWhat')}
            among={may}
            value={Array.isArray(value) ? (value as string[]) : []}
            set={(names) => set(names.length > 0 ? names : undefined)}
            error={error}
          />
        ),
      }}
      preview={() => (
        <Stack gap={4}>
          <Text size="xs" c="dimmed">
            <Icon name="journal" size={12} /> {t('delegationNote')}
          </Text>
        </Stack>
      )}
    />
  )
}
