/** Screens of what clients owe and have paid. */
import type { Screen } from '../shell/screen.ts'
import { sayIn } from '../words/words.ts'
import { words } from './words.ts'

const t = sayIn(words)

export const screens: readonly Screen[] = [
  {
    path: '/collections',
    needs: ['collections.openItems'],
    navigation: { group: 'money', icon: 'cash', label: () => t('collections'), order: 3 },
    load: () => import('./collections.tsx'),
  },
  { path: '/collections/receipts/$receiptId', load: () => import('./receipt.tsx') },
]
