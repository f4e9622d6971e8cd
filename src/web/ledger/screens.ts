/** Screens of the books. */
import type { Screen } from '../shell/screen.ts'

export const screens: readonly Screen[] = [
  {
    path: '/ledger',
    needs: ['ledger.trialBalance'],
    navigation: { group: 'money', icon: 'ledger', label: { en: 'Ledger', de: 'Hauptbuch' }, order: 4 },
    load: () => import('./ledger.tsx'),
  },
  {
    path: '/ledger/books/$bookId/accounts/$account',
    needs: ['ledger.accountStatement'],
    load: () => import('./account.tsx'),
  },
  { path: '/ledger/entries/$entryId', needs: ['ledger.getEntry'], load: () => import('./entry.tsx') },
]
