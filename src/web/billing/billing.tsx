import { TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { listInvoices, listRuns, readiness, runBilling } from '#flow/billing/contract.ts'
import { listNotes } from '#flow/credits/contract.ts'
import { useAddress } from '../language/address.ts'
import { CommandButton } from '../language/command-button.tsx'
import { RecordPage } from '../language/record.tsx'
import { StartButton } from '../process/start-button.tsx'
import { today } from '../words/days.ts'
import { useWords } from '../words/words.ts'
import { CreditNotes, Invoices, Runs } from './invoices.tsx'
import { ProFormas } from './pro-formas.tsx'
import { Readiness } from './readiness.tsx'
import { RunPreview } from './run-preview.tsx'
import { words } from './words.ts'

export default function Billing() {
  const t = useWords(words)
  const navigate = useNavigate()
  const [{ cutoff = today() }, change] = useAddress()
  return (
    <RecordPage
      title={t('billing')}
      lead={t('lead')}
      actions={
        <>
          <TextInput
            type="date"
            size="sm"
            aria-label={t('upTo')}
            title={t('upTo')}
            value={cutoff}
            onChange={({ currentTarget }) => change({ cutoff: currentTarget.value || null })}
          />
          <StartButton processKey="billing-run" label={t('checkAndRun')} />
          <CommandButton
            contract={runBilling}
            label={t('run')}
            icon="billing"
            variant="filled"
            asks
            initial={{ cutoff, invoiceDate: cutoff }}
            fields={['cutoff', 'invoiceDate']}
            preview={({ cutoff: wanted }) => <RunPreview cutoff={String(wanted ?? cutoff)} />}
            onDone={({ runId }) => void navigate({ to: `/billing/runs/${runId}` })}
          />
        </>
      }
      tabs={[
        { name: 'ready', title: t('ready'), needs: readiness, content: <Readiness cutoff={cutoff} /> },
        { name: 'review', title: t('reviewTab'), needs: listInvoices, content: <ProFormas /> },
        { name: 'invoices', title: t('invoices'), needs: listInvoices, content: <Invoices /> },
        { name: 'notes', title: t('creditNotes'), needs: listNotes, content: <CreditNotes /> },
        { name: 'runs', title: t('runs'), needs: listRuns, content: <Runs /> },
      ]}
    />
  )
}
