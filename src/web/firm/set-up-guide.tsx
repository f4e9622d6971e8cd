/** What a new firm needs before it can sell and bill: what is done, what is missing, and the way to each. */
import { Anchor, Button, Group, Paper, Progress, Stack, Text, ThemeIcon } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { activate, create as createClient } from '#flow/clients/contract.ts'
import { addEntity, addTaxCode, setTaxRule } from '#flow/firm/contract.ts'
import { createRateCard, importRates } from '#flow/offers/contract.ts'
import { create as createOpportunity } from '#flow/opportunities/contract.ts'
import { addRole, create as createPerson, importPeople, setCostRate } from '#flow/people/contract.ts'
import { setUpStatus } from '#insight/contract.ts'
import type { CommandContract } from '#kernel/contract.ts'
import { CommandButton } from '../language/command-button.tsx'
import { Icon } from '../language/icon.tsx'
import { ImportButton } from '../language/import-button.tsx'
import { Section } from '../language/page.tsx'
import { newPersonFields, personFields } from '../people/person-fields.tsx'
import type { WireOutput } from '../wire/client.ts'
import { useAsk } from '../wire/queries.ts'
import { useSession } from '../wire/session.tsx'
import { nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import { anyEntityField, entityField } from './fields.tsx'
import { words } from './words.ts'

type Step = WireOutput<typeof setUpStatus>['steps'][number]

/** For the screens of who can do what is missing: nothing for others, and nothing once all is done. */
export function SetUpGuide() {
  const t = useWords(words)
  const { may } = useSession()
  const { data } = useAsk(setUpStatus, {}, { staleTime: 60_000, enabled: may(setUpStatus) })
  if (!data?.steps.some(({ step, done }) => !done && may(waysTo[step].needs))) return null
  return (
    <Section
      title={t('setUp')}
      actions={
        <Anchor component={Link} to="/set-up" size="sm">
          {t('allSteps')}
        </Anchor>
      }
    >
      <SetUpSteps steps={data.steps} isShort />
    </Section>
  )
}

/** How many missing steps are shown where there is little room. */
const SHORT_MAX = 3

/** All steps, or only those that come next. */
export function SetUpSteps({ steps, isShort = false }: { steps: readonly Step[]; isShort?: boolean }) {
  const t = useWords(words)
  const done = steps.filter((step) => step.done).length
  const shown = isShort ? steps.filter((step) => !step.done).slice(0, SHORT_MAX) : steps
  return (
    <Stack gap="sm">
      <div>
        <Text size="sm" c="dimmed" mb={4}>
          {done === steps.length ? t('allDone') : t('stepsDone', { done, all: steps.length })}
        </Text>
        <Progress value={(done / steps.length) * 100} aria-label={t('setUp')} />
      </div>
      <Paper withBorder component="ol" m={0} p={0} style={{ listStyle: 'none' }}>
        {shown.map((step, index) => (
          <OneStep key={step.step} step={step} isFirst={index === 0} />
        ))}
      </Paper>
    </Stack>
  )
}

function OneStep({ step, isFirst }: { step: Step; isFirst: boolean }) {
  const t = useWords(words)
  const { may } = useSession()
  const { step: name, done, count, missing } = step
  const { needs, way } = waysTo[name]
  return (
    <Group
      component="li"
      p="md"
      gap="md"
      justify="space-between"
      style={isFirst ? {} : { borderTop: '1px solid var(--mantine-color-default-border)' }}
    >
      <Group gap="sm" wrap="nowrap" align="flex-start" style={{ flex: 1, minWidth: 240 }}>
        <ThemeIcon
          variant="light"
          radius="xl"
          size={26}
          color={done ? 'green' : 'gray'}
          role="img"
          aria-label={t(done ? 'done' : 'missing')}
        >
          <Icon name={done ? 'check' : 'plus'} size={16} />
        </ThemeIcon>
        <div>
          <Text fw={600} size="sm">
            {t(`${name}_title`)}
          </Text>
          <Text size="sm" c="dimmed">
            {done
              ? t('thereAre', { count })
              : missing > 1
                ? t('lacking', { count: missing })
                : t(`${name}_text`)}
          </Text>
        </div>
      </Group>
      {!done && (
        <Group gap="xs">
          {may(needs) ? (
            way
          ) : (
            <Text size="sm" c="dimmed">
              {t('doneBy', { roles: Object.keys(needs.roles).map(nameOf).join(', ') })}
            </Text>
          )}
        </Group>
      )}
    </Group>
  )
}

/** Where a step is done on the record itself, the list of records is the way to it. */
function Way({ to }: { to: string }) {
  const t = useWords(words)
  return (
    <Button component={Link} to={to} variant="light" size="sm">
      {t('open')}
    </Button>
  )
}

/** What does a step, and the way to it for who may. */
const waysTo: Readonly<Record<Step['step'], { readonly needs: CommandContract; readonly way: ReactNode }>> = {
  entity: { needs: addEntity, way: <CommandButton contract={addEntity} variant="filled" /> },
  tax_code: {
    needs: addTaxCode,
    way: <CommandButton contract={addTaxCode} overrides={entityField} variant="filled" />,
  },
  tax_rule: { needs: setTaxRule, way: <Way to="/firm" /> },
  delivery_role: { needs: addRole, way: <CommandButton contract={addRole} variant="filled" /> },
  person: { needs: createPerson, way: <PersonWay /> },
  cost_rate: { needs: setCostRate, way: <Way to="/people" /> },
  rate_card: { needs: createRateCard, way: <RateCardWay /> },
  client: { needs: createClient, way: <ClientWay /> },
  active_client: { needs: activate, way: <Way to="/clients" /> },
  opportunity: { needs: createOpportunity, way: <Way to="/opportunities" /> },
}

function PersonWay() {
  const t = useWords(words)
  return (
    <>
      <ImportButton contract={importPeople} />
      <CommandButton
        contract={createPerson}
        label={t('addPerson')}
        fields={newPersonFields}
        overrides={personFields}
        variant="filled"
      />
    </>
  )
}

function RateCardWay() {
  return (
    <>
      <ImportButton contract={importRates} />
      <CommandButton contract={createRateCard} overrides={anyEntityField} variant="filled" />
    </>
  )
}

function ClientWay() {
  const t = useWords(words)
  return <CommandButton contract={createClient} label={t('addClient')} variant="filled" />
}
