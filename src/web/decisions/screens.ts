/** Screens of decisions and of drafts. */
import type { Screen } from '../shell/screen.ts'
import { sayIn } from '../words/words.ts'
import { words } from './words.ts'

const t = sayIn(words)

export const screens: readonly Screen[] = [
  {
    path: '/decisions',
    needs: ['decisions.list'],
    navigation: { group: 'run', icon: 'columns', label: () => t('decisions'), order: 2 },
    load: () => import('./decisions.tsx'),
  },
  { path: '/decisions/$key', load: () => import('./decision.tsx') },
  {
    path: '/drafts',
    needs: ['definitions.list'],
    navigation: { group: 'run', icon: 'edit', label: () => t('drafts'), order: 3 },
    load: () => import('./drafts.tsx'),
  },
  { path: '/drafts/$draftId', load: () => import('./draft.tsx') },
]
