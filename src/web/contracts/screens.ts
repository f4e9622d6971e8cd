/** Screens of what was agreed. */
import type { Screen } from '../shell/screen.ts'
import { sayIn } from '../words/words.ts'
import { words } from './words.ts'

const t = sayIn(words)

export const screens: readonly Screen[] = [
  {
    path: '/contracts',
    needs: ['contracts.list'],
    navigation: { group: 'sell', icon: 'contract', label: () => t('contracts'), order: 3 },
    load: () => import('./contracts.tsx'),
  },
  { path: '/contracts/$contractId', load: () => import('./contract.tsx') },
]
