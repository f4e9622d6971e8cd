/** The screen one begins with. */
import type { Screen } from '../shell/screen.ts'
import { sayIn } from '../words/words.ts'
import { words } from './words.ts'

const t = sayIn(words)

export const screens: readonly Screen[] = [
  {
    path: '/',
    navigation: { group: 'mine', icon: 'home', label: () => t('home'), order: 1, onPhone: true },
    load: () => import('./home.tsx'),
  },
]
