import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { listQuotes } from '#flow/quotes/contract.ts'
import { List } from '../language/list/list.tsx'
import { Page } from '../language/page.tsx'
import { useWords } from '../words/words.ts'
import { words } from './words.ts'

export default function Quotes() {
  const t = useWords(words)
  return (
    <Page title={t('quotes')} lead={t('lead')}>
      <List
        contract={listQuotes}
        sort="-number"
        filters={['state', 'clientId', 'opportunityId']}
        columns={[
          { name: 'number', sort: 'number', width: 0.9, phone: 'line' },
          { name: 'title', width: 2, phone: 'title' },
          { name: 'clientName', width: 1.5, phone: 'line' },
          { name: 'version', width: 0.5, isHidden: true },
          { name: 'state', width: 0.8, phone: 'line' },
          { name: 'price', phone: 'end' },
          { name: 'discountPercent', width: 0.6 },
          { name: 'marginPercent', width: 0.6 },
          { name: 'validUntil', sort: 'validUntil', width: 0.9 },
        ]}
        idOf={({ id }) => id}
        opens={({ id }) => `/quotes/${id}`}
        empty={{
          icon: 'quote',
          title: t('none'),
          text: t('noneText'),
          action: (
            <Button component={Link} to="/opportunities" variant="light" size="xs">
              {t('toPipeline')}
            </Button>
          ),
        }}
      />
    </Page>
  )
}
