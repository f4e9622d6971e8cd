/** What a billing run would draft, before it runs. */
import { Paper, Stack, Text } from '@mantine/core'
import { readiness } from '#flow/billing/contract.ts'
import { Asked } from '../language/asked.tsx'
import { Lines } from '../language/lines.tsx'
import { formatMoney } from '../words/format.ts'
import { signOf, sumByCurrency } from '../words/sum.ts'
import { useWords } from '../words/words.ts'
import { words } from './words.ts'

const day = /^\d{4}-\d{2}-\d{2}$/

export function RunPreview({ cutoff }: { cutoff: string }) {
  const t = useWords(words)
  if (!day.test(cutoff)) return null
  return (
    <Asked contract={readiness} input={{ cutoff }}>
      {({ contracts }) => {
        const ready = contracts.filter((one) => signOf(one.ready) > 0)
        if (ready.length === 0) return <Text size="sm">{t('runNothing')}</Text>
        return (
          <Paper withBorder p="sm">
            <Stack gap="xs">
              <Text size="sm">{t('runLead')}</Text>
              <Lines
                label={t('runLead')}
                rows={ready}
                columns={[
                  { name: 'number', phone: 'title' },
                  { name: 'clientName', phone: 'line' },
                  { name: 'ready', phone: 'end' },
                ]}
                idOf={({ contractId }) => contractId}
                sum={{
                  ready: sumByCurrency(ready.map((one) => one.ready))
                    .map(formatMoney)
                    .join(' · '),
                }}
              />
            </Stack>
          </Paper>
        )
      }}
    </Asked>
  )
}
