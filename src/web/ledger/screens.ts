/** Screens of the books. */
import type { Screen } from '../shell/screen.ts'
import { sayIn } from '../words/words.ts'
import { words } from './words.ts'

const t = sayIn(words)

export const screens: readonly Screen[] = [
  {
    path: '/ledger',
    needs: ['ledger.trialBalance'],
    navigation: { group: 'money', icon: 'ledger', label: () => t('ledger'), order: 4 },
    load: () => import('./ledger.tsx'),
  },
  { path: '/ledger/books/$bookId/accounts/$account', load: () => import('./account.tsx') },
  { path: '/ledger/entries/$entryId', load: () => import('./entry.tsx') },
]
