/** Screens of what was earned. */
import type { Screen } from '../shell/screen.ts'
import { sayIn } from '../words/words.ts'
import { words } from './words.ts'

const t = sayIn(words)

export const screens: readonly Screen[] = [
  {
    path: '/revenue',
    needs: ['revenue.positions'],
    navigation: { group: 'money', icon: 'revenue', label: () => t('revenue'), order: 2 },
    load: () => import('./revenue.tsx'),
  },
]
