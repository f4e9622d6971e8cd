/** Screens of what clients owe and have paid. */
import type { Screen } from '../shell/screen.ts'

export const screens: readonly Screen[] = [
  {
    path: '/collections',
    needs: ['collections.openItems'],
    navigation: { group: 'money', icon: 'cash', label: { en: 'Collections', de: 'Forderungen' }, order: 3 },
    load: () => import('./collections.tsx'),
  },
  {
    path: '/collections/receipts/$receiptId',
    needs: ['collections.getReceipt'],
    load: () => import('./receipt.tsx'),
  },
  {
    path: '/collections/cases/$caseId',
    needs: ['collections.getCase'],
    load: () => import('./case.tsx'),
  },
]
