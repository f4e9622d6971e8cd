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
        { name: 'number', sort: 'number', phone: 'line' },
        { name: 'clientName', phone: 'title' },
        { name: 'entityCode', isHidden: true },
        { name: 'dueDate', sort: 'dueDate', phone: 'line' },
        { name: 'daysOverdue' },
        {
          name: 'bucket',
          phone: 'line',
          show: ({ bucket }) => (
            <Tone tone={bucket === 'not_due' ? 'gray' : bucket === '1-30' ? 'yellow' : 'red'}>
              {nameOf(bucket)}
            </Tone>
          ),
        },
        {
          name: 'caseState',
          show: ({ caseState }) => caseState && <StateBadge state={caseState} />,
        },
        { name: 'promisedOn' },
        {
          name: 'disputed',
          isFigure: true,
          show: ({ disputed }) => signOf(disputed) > 0 && <MoneyText value={disputed} />,
        },
        { name: 'open', phone: 'end' },
      ]}
      idOf={({ id }) => id}
      opens={({ id }) => `/billing/invoices/${id}`}
      empty={{ icon: 'check', title: t('nothingOpen'), text: t('nothingOpenText') }}
    />
  )
}
