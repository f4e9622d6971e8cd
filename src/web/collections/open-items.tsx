import { openItems } from '#flow/collections/contract.ts'
import { List } from '../language/list/list.tsx'
import { Tone } from '../language/tone.tsx'
import { nameOf } from '../words/names.ts'
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
        { name: 'clientName', width: 2, phone: 'title' },
        { name: 'entityCode', width: 0.6 },
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
        { name: 'gross' },
        { name: 'open', phone: 'end' },
      ]}
      idOf={({ id }) => id}
      opens={({ id }) => `/billing/invoices/${id}`}
      empty={{ icon: 'check', title: t('nothingOpen'), text: t('nothingOpenText') }}
    />
  )
}
