/** Screens of billing. */
import type { Screen } from '../shell/screen.ts'

export const screens: readonly Screen[] = [
  {
    path: '/billing',
    needs: ['billing.listRuns', 'billing.readiness'],
    navigation: {
      group: 'money',
      icon: 'billing',
      label: { en: 'Billing', de: 'Abrechnung' },
      order: 1,
      onPhone: true,
    },
    load: () => import('./billing.tsx'),
  },
  { path: '/billing/runs/$runId', needs: ['billing.listInvoices'], load: () => import('./run.tsx') },
  {
    path: '/billing/credit-notes/$creditNoteId',
    needs: ['credits.getNote'],
    load: () => import('./credit-note.tsx'),
  },
  {
    path: '/billing/invoices/$invoiceId',
    needs: ['billing.getInvoice'],
    load: () => import('./invoice.tsx'),
  },
]
