/** Pro-formas on their way to become invoices: reviewed by one person, posted by another, alone or many at once. */
import { Stack } from '@mantine/core'
import { confirmMany, listInvoices, post } from '#flow/billing/contract.ts'
import { List } from '../language/list/list.tsx'
import { Section } from '../language/page.tsx'
import { useSession } from '../wire/session.tsx'
import { useWords } from '../words/words.ts'
import { invoiceColumns } from './invoices.tsx'
import { words } from './words.ts'

const columns = invoiceColumns.filter(({ name }) => !['number', 'state', 'open'].includes(name))

const chosen = (rows: readonly { readonly id: string }[]) => ({ invoiceIds: rows.map(({ id }) => id) })

export function ProFormas() {
  const t = useWords(words)
  const { may } = useSession()
  return (
    <Stack gap="xl">
      <Section title={t('toReview')}>
        <List
          contract={listInvoices}
          name="review"
          fixed={{ state: 'draft' }}
          filters={['clientId']}
          columns={columns}
          idOf={({ id }) => id}
          opens={({ id }) => `/billing/invoices/${id}`}
          bulk={may(confirmMany) ? [{ contract: confirmMany, fill: chosen }] : undefined}
          empty={{ icon: 'check', title: t('toReviewNone'), text: t('toReviewText') }}
        />
      </Section>
      <Section title={t('toPost')}>
        <List
          contract={listInvoices}
          name="post"
          fixed={{ state: 'confirmed' }}
          filters={['clientId']}
          columns={columns}
          idOf={({ id }) => id}
          opens={({ id }) => `/billing/invoices/${id}`}
          bulk={may(post) ? [{ contract: post, fill: chosen }] : undefined}
          empty={{ icon: 'check', title: t('toPostNone'), text: t('toPostText') }}
        />
      </Section>
    </Stack>
  )
}
