/** Screens of staffing. */
import type { Screen } from '../shell/screen.ts'
import { sayIn } from '../words/words.ts'
import { words } from './words.ts'

const t = sayIn(words)

export const screens: readonly Screen[] = [
  {
    path: '/staffing',
    needs: ['insight.personWeeks'],
    navigation: { group: 'deliver', icon: 'staffing', label: () => t('staffing'), order: 2 },
    load: () => import('./staffing.tsx'),
  },
]
