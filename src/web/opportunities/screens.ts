/** Screens of possible sales. */
import type { Screen } from '../shell/screen.ts'
import { sayIn } from '../words/words.ts'
import { words } from './words.ts'

const t = sayIn(words)

export const screens: readonly Screen[] = [
  {
    path: '/opportunities',
    needs: ['opportunities.list'],
    navigation: { group: 'sell', icon: 'deals', label: () => t('pipeline'), order: 1, onPhone: true },
    load: () => import('./pipeline.tsx'),
  },
  { path: '/opportunities/$opportunityId', load: () => import('./opportunity.tsx') },
]
