/** Why an hour of a role costs what it costs on a day: every price it had, and what became of each. */

import { Group, Stack, Text, TextInput, Timeline } from '@mantine/core'
import { explainRate } from '#flow/offers/contract.ts'
import { listRoles } from '#flow/people/contract.ts'
import { useAddress } from '../language/address.ts'
import { Asked } from '../language/asked.tsx'
import { Empty } from '../language/empty.tsx'
import { ListSelect } from '../language/form/list-select.tsx'
import { useRoleNames } from '../language/role-name.tsx'
import { today } from '../words/days.ts'
import { formatDay, formatRate } from '../words/format.ts'
import { nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import { words } from './words.ts'

export function Explain({ rateCardId }: { rateCardId: string }) {
  const t = useWords(words)
  const inFirm = useRoleNames()
  const [{ role, day = today() }, change] = useAddress('explain')
  return (
    <Stack gap="md" maw={640}>
      <Text size="sm" c="dimmed">
        {t('explainLead')}
      </Text>
      <Group align="flex-end" gap="sm">
        <ListSelect
          contract={listRoles}
          input={{ limit: 200 }}
          option={({ code, name }) => ({ value: code, label: name })}
          label={nameOf('roleCode')}
          value={role ?? null}
          onChange={(code) => change({ role: code })}
        />
        <TextInput
          type="date"
          label={nameOf('day')}
          value={day}
          onChange={({ currentTarget }) => change({ day: currentTarget.value || null })}
        />
      </Group>
      {role ? (
        <Asked contract={explainRate} input={{ rateCardId, roleCode: role, day }}>
          {({ rate, trace }) => (
            <Stack gap="md">
              <Text fw={600}>
                {t('holds', { role: inFirm(role), rate: formatRate(rate), day: formatDay(day) })}
              </Text>
              <Text size="sm" c="dimmed">
                {t('rule')}
              </Text>
              <Timeline bulletSize={12} lineWidth={2}>
                {trace.map((price) => (
                  <Timeline.Item
                    key={price.validFrom}
                    title={
                      <Text size="sm" fw={price.verdict === 'applies' ? 650 : undefined}>
                        {formatRate(price.rate)} · {t(price.verdict)}
                      </Text>
                    }
                  >
                    <Text size="xs" c="dimmed">
                      {nameOf('validFrom')} {formatDay(price.validFrom)}
                    </Text>
                  </Timeline.Item>
                ))}
              </Timeline>
            </Stack>
          )}
        </Asked>
      ) : (
        <Empty icon="question" title={t('explain')} text={t('explainPick')} />
      )}
    </Stack>
  )
}
