import { Group, Paper, Stack, Text } from '@mantine/core'
import { listOrgUnits } from '#flow/firm/contract.ts'
import {
  get,
  giveAccess,
  listCostRates,
  listOnboardings,
  setCostRate,
  setSkills,
  update,
} from '#flow/people/contract.ts'
import { Asked, usePlace } from '../language/asked.tsx'
import { CommandButton } from '../language/command-button.tsx'
import { Empty } from '../language/empty.tsx'
import { History } from '../language/history.tsx'
import { Icon } from '../language/icon.tsx'
import { Lines } from '../language/lines.tsx'
import { List } from '../language/list/list.tsx'
import { Section } from '../language/page.tsx'
import { ProcessStrip } from '../language/process-strip.tsx'
import { Facts, RecordLink, RecordPage } from '../language/record.tsx'
import { RoleName } from '../language/role-name.tsx'
import { StateBadge } from '../language/state-badge.tsx'
import type { WireOutput } from '../wire/client.ts'
import { useAsk } from '../wire/queries.ts'
import { useSession } from '../wire/session.tsx'
import { today } from '../words/days.ts'
import { formatDay, formatRate } from '../words/format.ts'
import { useWords } from '../words/words.ts'
import { namesIn } from './missing.tsx'
import { personFields } from './person-fields.tsx'
import { afterLastDay, Bookings } from './release.tsx'
import { TakeOnAgain } from './return.tsx'
import { words } from './words.ts'

type Person = WireOutput<typeof get>

export default function PersonScreen() {
  const personId = usePlace('personId')
  return (
    <Asked contract={get} input={{ personId }}>
      {(person, reload) => <Shown person={person} reload={reload} />}
    </Asked>
  )
}

interface PersonProps {
  readonly person: Person
}

const changeable = ({ name, roleCode, practiceId, managerId, weeklyMinutes, timeZone, endedOn }: Person) =>
  Object.fromEntries(
    Object.entries({ name, roleCode, practiceId, managerId, weeklyMinutes, timeZone, endedOn }).filter(
      ([, value]) => value !== null,
    ),
  )

/** Before the first day somebody is planned; who ends before it never came. */
function standingOf({ startedOn, endedOn }: Person): 'planned' | 'active' | 'ended' {
  if (endedOn !== null && (endedOn < today() || endedOn < startedOn)) return 'ended'
  return startedOn > today() ? 'planned' : 'active'
}

function Shown({ person, reload }: PersonProps & { reload: () => Promise<Person> }) {
  const t = useWords(words)
  const { may, reach } = useSession()
  const { id: personId, revision } = person
  return (
    <RecordPage
      title={person.name}
      state={standingOf(person)}
      lead={
        <>
          {person.number} · <RoleName code={person.roleCode} />
        </>
      }
      trail={[{ label: t('people'), to: '/people' }]}
      actions={
        <>
          {standingOf(person) === 'ended' && <TakeOnAgain person={person} />}
          {!person.canSignIn && standingOf(person) !== 'ended' && (
            <CommandButton
              contract={giveAccess}
              label={t('giveAccess')}
              fill={{ personId }}
              revision={revision}
              overrides={personFields}
            />
          )}
          <CommandButton
            contract={update}
            label={t('edit')}
            icon="edit"
            asks
            fill={{ personId }}
            initial={changeable(person)}
            revision={revision}
            reload={async () => {
              const now = await reload()
              return { values: changeable(now), revision: now.revision }
            }}
            overrides={personFields}
            preview={afterLastDay(personId, 'endedOn')}
          />
        </>
      }
      process={<Standing personId={personId} />}
      facts={<PersonFacts person={person} />}
      tabs={[
        {
          name: 'skills',
          title: t('skills'),
          count: person.skills.length,
          content: <Skills person={person} />,
        },
        ...(reach('staffing.listBookings') === 'all'
          ? [{ name: 'bookings', title: t('bookings'), content: <Bookings personId={personId} /> }]
          : []),
        ...(may(listCostRates)
          ? [{ name: 'cost', title: t('cost'), content: <Cost person={person} /> }]
          : []),
        ...(may('access.history')
          ? [
              {
                name: 'history',
                title: t('history'),
                content: <History objectType="person" objectId={personId} />,
              },
            ]
          : []),
      ]}
    />
  )
}

/** Where somebody who was taken on stands, with the times before; who came before there were onboardings has none. */
function Standing({ personId }: { personId: string }) {
  const t = useWords(words)
  const { may } = useSession()
  const { data } = useAsk(
    listOnboardings,
    { personId, sort: '-openedAt', limit: 20 },
    { enabled: may(listOnboardings) },
  )
  const [onboarding, ...former] = data?.items ?? []
  if (!onboarding) return null
  const { id, state, missing } = onboarding
  return (
    <Stack gap={6}>
      <Paper withBorder px="sm" py={8}>
        <Group gap="xs">
          <Icon name="people" size={16} />
          <RecordLink to={`/onboardings/${id}`}>{t('onboarding')}</RecordLink>
          <StateBadge state={state} />
          {missing.length > 0 && <Text size="sm">{t('stillMissing', { what: namesIn(missing) })}</Text>}
        </Group>
        {former.map((one) => (
          <Group key={one.id} gap="xs" mt={4}>
            <Text size="sm" c="dimmed">
              {t('before')}
            </Text>
            <RecordLink to={`/onboardings/${one.id}`}>{formatDay(one.startedOn)}</RecordLink>
            <StateBadge state={one.state} />
          </Group>
        ))}
      </Paper>
      <ProcessStrip of={id} kind="onboarding" />
    </Stack>
  )
}

function PersonFacts({ person }: PersonProps) {
  const { may, reach } = useSession()
  const { data: manager } = useAsk(
    get,
    { personId: person.managerId ?? '' },
    { enabled: person.managerId !== null, staleTime: 60_000 },
  )
  const { data: units } = useAsk(
    listOrgUnits,
    { limit: 200 },
    { staleTime: 60_000, enabled: may(listOrgUnits) && person.practiceId !== null },
  )
  const practice = units?.items.find(({ id }) => id === person.practiceId)
  const t = useWords(words)
  return (
    <Facts
      of={person}
      names={[
        'email',
        'entityCode',
        'practiceId',
        'managerId',
        'startedOn',
        'endedOn',
        ...(person.earlierPeriods.length > 0 ? (['earlierPeriods'] as const) : []),
        'weeklyMinutes',
        'timeZone',
        'signIn',
      ]}
      show={{
        ...(practice ? { practiceId: practice.name } : { practiceId: '–' }),
        managerId: manager ? <RecordLink to={`/people/${manager.id}`}>{manager.name}</RecordLink> : '–',
        earlierPeriods: person.earlierPeriods
          .map(({ startedOn, endedOn }) => `${formatDay(startedOn)} – ${formatDay(endedOn)}`)
          .join(', '),
        signIn: !person.canSignIn ? (
          t('cannotSignIn')
        ) : reach('access.get') === 'all' ? (
          <RecordLink to={`/access/${person.principalId}`}>{t('canSignIn')}</RecordLink>
        ) : (
          t('canSignIn')
        ),
      }}
    />
  )
}

function Skills({ person }: PersonProps) {
  const t = useWords(words)
  return (
    <Section
      title={t('skills')}
      actions={
        <CommandButton
          contract={setSkills}
          label={t('setSkills')}
          asks
          fill={{ personId: person.id }}
          initial={{ skills: person.skills }}
          revision={person.revision}
        />
      }
    >
      {person.skills.length === 0 ? (
        <Empty icon="star" title={t('noSkills')} text={t('noSkillsText')} />
      ) : (
        <Lines
          label={t('skills')}
          rows={person.skills}
          columns={[
            { name: 'skill', phone: 'title' },
            {
              name: 'proficiency',
              phone: 'end',
              show: ({ proficiency }) => t('ofFive', { level: proficiency }),
            },
          ]}
          idOf={({ skill }) => skill}
        />
      )}
    </Section>
  )
}

function Cost({ person }: PersonProps) {
  const t = useWords(words)
  return (
    <Section
      title={t('cost')}
      actions={<CommandButton contract={setCostRate} label={t('setCost')} fill={{ personId: person.id }} />}
    >
      <List
        contract={listCostRates}
        name="cost"
        fixed={{ personId: person.id }}
        filters={[]}
        sort="-validFrom"
        columns={[
          { name: 'validFrom', sort: 'validFrom', phone: 'title' },
          {
            name: 'rate',
            title: t('anHour'),
            isFigure: true,
            phone: 'end',
            show: ({ rate }) => formatRate(rate),
          },
        ]}
        idOf={({ id }) => id}
        empty={{ icon: 'cash', title: t('noCost'), text: t('noCostText') }}
      />
    </Section>
  )
}
