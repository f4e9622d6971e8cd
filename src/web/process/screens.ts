/** Screens of people's work and of processes. */
import type { Screen } from '../shell/screen.ts'
import { sayIn } from '../words/words.ts'
import { words } from './words.ts'

const t = sayIn(words)

export const screens: readonly Screen[] = [
  {
    path: '/inbox',
    navigation: { group: 'mine', icon: 'inbox', label: () => t('inbox'), order: 2, onPhone: true },
    load: () => import('./inbox.tsx'),
  },
  { path: '/inbox/$taskId', load: () => import('./inbox.tsx') },
]
