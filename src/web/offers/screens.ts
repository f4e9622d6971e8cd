/** Screens of what the firm sells and at which prices. */
import type { Screen } from '../shell/screen.ts'

export const screens: readonly Screen[] = [
  {
    path: '/offers',
    needs: ['offers.listRateCards'],
    navigation: { group: 'sell', icon: 'star', label: { en: 'Rate cards', de: 'Preislisten' }, order: 5 },
    load: () => import('./rate-cards.tsx'),
  },
  { path: '/offers/$rateCardId', needs: ['offers.listRateCards'], load: () => import('./rate-card.tsx') },
]
