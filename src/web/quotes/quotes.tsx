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
          { name: 'number', sort: 'number', phone: 'line' },
          { name: 'title', phone: 'title' },
          { name: 'clientName', phone: 'line' },
          { name: 'version', isHidden: true },
          { name: 'state', phone: 'line' },
          { name: 'price', phone: 'end' },
          { name: 'discountPercent' },
          { name: 'marginPercent' },
          { name: 'validUntil', sort: 'validUntil' },
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
