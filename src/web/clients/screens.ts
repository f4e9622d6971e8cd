/** Screens of who buys and who pays. */
import type { Screen } from '../shell/screen.ts'
import { sayIn } from '../words/words.ts'
import { words } from './words.ts'

const t = sayIn(words)

export const screens: readonly Screen[] = [
  {
    path: '/clients',
    needs: ['clients.list'],
    navigation: { group: 'sell', icon: 'clients', label: () => t('clients'), order: 4 },
    load: () => import('./clients.tsx'),
  },
  { path: '/clients/$clientId', load: () => import('./client.tsx') },
]
