/** Screens of what the firm sells and at which prices. */
import type { Screen } from '../shell/screen.ts'
import { sayIn } from '../words/words.ts'
import { words } from './words.ts'

const t = sayIn(words)

export const screens: readonly Screen[] = [
  {
    path: '/offers',
    needs: ['offers.listRateCards'],
    navigation: { group: 'sell', icon: 'star', label: () => t('rateCards'), order: 5 },
    load: () => import('./rate-cards.tsx'),
  },
  { path: '/offers/$rateCardId', load: () => import('./rate-card.tsx') },
]
