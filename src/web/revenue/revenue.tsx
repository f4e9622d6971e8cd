import { byMethod, listSchedule, positions, recognise, rollForward } from '#flow/revenue/contract.ts'
import { CommandButton } from '../language/command-button.tsx'
import { List } from '../language/list/list.tsx'
import { RecordPage } from '../language/record.tsx'
import { Tone } from '../language/tone.tsx'
import { monthAway, today } from '../words/days.ts'
import { formatDay } from '../words/format.ts'
import { useWords } from '../words/words.ts'
import { ByMethod } from './by-method.tsx'
import { RollForward } from './roll-forward.tsx'
import { words } from './words.ts'

export default function Revenue() {
  const t = useWords(words)
  return (
    <RecordPage
      title={t('revenue')}
      lead={t('lead')}
      actions={
        <CommandButton
          contract={recognise}
          label={t('recognise')}
          variant="filled"
          asks
          initial={{ month: monthAway(today(), -1) }}
          fields={['month']}
        />
      }
      tabs={[
        { name: 'method', title: t('byMethod'), needs: byMethod, content: <ByMethod /> },
        { name: 'positions', title: t('positions'), needs: positions, content: <Positions /> },
        { name: 'rollForward', title: t('rollForward'), needs: rollForward, content: <RollForward /> },
        { name: 'schedule', title: t('schedule'), needs: listSchedule, content: <Schedule /> },
      ]}
    />
  )
}

function Positions() {
  const t = useWords(words)
  return (
    <List
      contract={positions}
      name="positions"
      filters={['contractId']}
      columns={[
        { name: 'contractNumber', sort: 'contractNumber', phone: 'title' },
        { name: 'entityCode', phone: 'line' },
        { name: 'recognised' },
        { name: 'billed' },
        { name: 'unbilledReceivable', phone: 'line' },
        { name: 'contractAsset', phone: 'line' },
        { name: 'contractLiability', phone: 'line' },
        {
          name: 'agrees',
          title: t('inBooks'),
          phone: 'line',
          show: ({ agrees }) => (
            <Tone tone={agrees ? 'green' : 'red'}>
              {agrees ? '=' : '≠'} {t(agrees ? 'equal' : 'differs')}
            </Tone>
          ),
        },
      ]}
      idOf={({ id }) => id}
      opens={({ id }) => `/contracts/${id}`}
      empty={{ icon: 'contract', title: t('noPositions'), text: t('noPositionsText') }}
    />
  )
}

function Schedule() {
  const t = useWords(words)
  return (
    <List
      contract={listSchedule}
      name="schedule"
      filters={['contractId', 'open', 'to']}
      columns={[
        {
          name: 'periodStart',
          phone: 'title',
          show: ({ periodStart }) => formatDay(periodStart, 'month'),
        },
        { name: 'contractNumber', phone: 'line' },
        { name: 'line', phone: 'line' },
        { name: 'periodEnd', sort: 'periodEnd' },
        { name: 'amount', phone: 'end' },
        {
          name: 'recognisedOn',
          show: ({ recognisedOn }) =>
            recognisedOn ? formatDay(recognisedOn) : <Tone tone="gray">{t('open')}</Tone>,
        },
      ]}
      idOf={({ id }) => id}
      opens={({ contractId }) => `/contracts/${contractId}`}
      empty={{ icon: 'revenue', title: t('noSchedule'), text: t('noScheduleText') }}
    />
  )
}
