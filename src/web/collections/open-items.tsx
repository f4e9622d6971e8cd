import { openItems } from '#flow/collections/contract.ts'
import { List } from '../language/list/list.tsx'
import { StateBadge } from '../language/state-badge.tsx'
import { Tone } from '../language/tone.tsx'
import { MoneyText } from '../language/value.tsx'
import { nameOf } from '../words/names.ts'
import { signOf } from '../words/sum.ts'
import { useWords } from '../words/words.ts'
import { words } from './words.ts'

export function OpenItems() {
  const t = useWords(words)
  return (
    <List
      contract={openItems}
      name="items"
      sort="dueDate"
      filters={['bucket', 'clientId', 'asOf']}
      columns={[
        { name: 'number', sort: 'number', width: 1.2, phone: 'line' },
        { name: 'clientName', width: 2, phone: 'title' },
        { name: 'entityCode', width: 0.6, isHidden: true },
        { name: 'dueDate', sort: 'dueDate', width: 0.9, phone: 'line' },
        { name: 'daysOverdue', width: 0.8 },
        {
          name: 'bucket',
          width: 0.9,
          phone: 'line',
          show: ({ bucket }) => (
            <Tone tone={bucket === 'not_due' ? 'gray' : bucket === '1-30' ? 'yellow' : 'red'}>
              {nameOf(bucket)}
            </Tone>
          ),
        },
        {
          name: 'caseState',
          width: 0.9,
          show: ({ caseState }) => caseState && <StateBadge state={caseState} />,
        },
        { name: 'promisedOn', width: 0.9 },
        {
          name: 'disputed',
          width: 0.9,
          isFigure: true,
          show: ({ disputed }) => signOf(disputed) > 0 && <MoneyText value={disputed} />,
        },
        { name: 'open', width: 1.1, phone: 'end' },
      ]}
      idOf={({ id }) => id}
      opens={({ id }) => `/billing/invoices/${id}`}
      empty={{ icon: 'check', title: t('nothingOpen'), text: t('nothingOpenText') }}
    />
  )
}
