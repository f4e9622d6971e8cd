/** What can be billed up to a day, what keeps the rest back, and who must act. */
import { Group, Paper, Stack, Text } from '@mantine/core'
import { listActuals } from '#flow/actuals/contract.ts'
import { readiness, runBilling } from '#flow/billing/contract.ts'
import { get as getContract } from '#flow/contracts/contract.ts'
import { Asked } from '../language/asked.tsx'
import { CommandButton } from '../language/command-button.tsx'
import { Empty } from '../language/empty.tsx'
import { Figure, type FigureProps } from '../language/figure.tsx'
import { Icon } from '../language/icon.tsx'
import { Figures, RecordLink } from '../language/record.tsx'
import type { WireOutput } from '../wire/client.ts'
import { signOf, sumByCurrency } from '../words/sum.ts'
import { useWords } from '../words/words.ts'
import { keyOfBlocker, OneBlocker, WhoMustAct } from './blockers.tsx'
import { words } from './words.ts'

type Contract = WireOutput<typeof readiness>['contracts'][number]

export function Readiness({ cutoff }: { cutoff: string }) {
  return (
    <Asked contract={readiness} input={{ cutoff }}>
      {({ contracts }) => <Shown contracts={contracts} cutoff={cutoff} />}
    </Asked>
  )
}

function Shown({ contracts, cutoff }: { contracts: readonly Contract[]; cutoff: string }) {
  const t = useWords(words)
  if (contracts.length === 0)
    return <Empty icon="billing" title={t('nothingReady')} text={t('nothingReadyText')} />
  const ready = contracts.filter((one) => signOf(one.ready) > 0)
  const blockers = contracts.flatMap((one) => one.blockers)
  const derivation = { query: readiness.name, input: { cutoff } }
  return (
    <Stack gap="md">
      <Figures>
        <Figure
          label={t('ready')}
          value={sumByCurrency(ready.map((one) => one.ready))}
          note={t('contractsReady', { count: ready.length })}
          derivation={derivation}
        />
        <Figure
          label={t('blocked')}
          {...blockedBy(blockers)}
          note={t('blockersCount', { count: blockers.length })}
          derivation={derivation}
          tone={blockers.length > 0 ? 'yellow' : undefined}
        />
      </Figures>
      {blockers.length > 0 && <WhoMustAct blockers={blockers} />}
      {contracts.map((one) => (
        <OneContract key={one.contractId} contract={one} cutoff={cutoff} />
      ))}
    </Stack>
  )
}

/** The amounts kept back; hours where what is in the way has no price yet. */
function blockedBy(blockers: Contract['blockers']): Pick<FigureProps, 'value' | 'unit'> {
  const amounts = sumByCurrency(blockers.flatMap(({ amount }) => (amount ? [amount] : [])))
  const minutes = blockers.reduce((sum, blocker) => sum + blocker.minutes, 0)
  return amounts.length > 0 || minutes === 0 ? { value: amounts } : { value: minutes, unit: 'minutes' }
}

/** What is ready, by what it is; each opens what it is made of. */
function Parts({ contract, cutoff }: { contract: Contract; cutoff: string }) {
  const t = useWords(words)
  const { contractId } = contract
  const agreed = { query: getContract.name, input: { contractId } }
  const worked = {
    query: listActuals.name,
    input: { contractId, type: 'unbilled_sales', to: cutoff, limit: 200 },
  }
  const parts = [
    { label: t('work'), value: contract.work, derivation: worked },
    { label: t('milestones'), value: contract.milestones, derivation: agreed },
    { label: t('fees'), value: contract.fees, derivation: agreed },
  ].filter(({ value }) => signOf(value) > 0)
  return (
    <Group gap="xs">
      {parts.map((part) => (
        <Figure key={part.label} {...part} />
      ))}
      <CommandButton
        contract={runBilling}
        label={t('runOne')}
        fill={{ contractIds: [contractId] }}
        initial={{ cutoff, invoiceDate: cutoff }}
        fields={['cutoff', 'invoiceDate']}
        asks
        size="xs"
        isDisabled={parts.length === 0}
      />
    </Group>
  )
}

function OneContract({ contract, cutoff }: { contract: Contract; cutoff: string }) {
  const t = useWords(words)
  const { contractId, number, clientName, blockers } = contract
  return (
    <Paper withBorder p="md" component="section" aria-label={number}>
      <Group justify="space-between" align="flex-start" gap="sm">
        <div>
          <Text fw={650}>
            <RecordLink to={`/contracts/${contractId}`}>{number}</RecordLink>
          </Text>
          <Text size="sm" c="dimmed">
            {clientName}
          </Text>
        </div>
        <Parts contract={contract} cutoff={cutoff} />
      </Group>
      <Stack gap={6} mt="xs">
        {blockers.length === 0 && (
          <Group gap={6}>
            <Icon name="check" size={15} />
            <Text size="sm">{t('free')}</Text>
          </Group>
        )}
        {blockers.map((blocker) => (
          <OneBlocker key={keyOfBlocker(blocker)} blocker={blocker} contractId={contractId} />
        ))}
      </Stack>
    </Paper>
  )
}
