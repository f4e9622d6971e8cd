/** Screens of decisions and of drafts. */
import type { Screen } from '../shell/screen.ts'

export const screens: readonly Screen[] = [
  {
    path: '/decisions',
    needs: ['decisions.list'],
    navigation: { group: 'run', icon: 'columns', label: { en: 'Decisions', de: 'Entscheidungen' }, order: 2 },
    load: () => import('./decisions.tsx'),
  },
  { path: '/decisions/$key', needs: ['decisions.get'], load: () => import('./decision.tsx') },
  {
    path: '/drafts',
    needs: ['definitions.list'],
    navigation: { group: 'run', icon: 'edit', label: { en: 'Drafts', de: 'Entwürfe' }, order: 3 },
    load: () => import('./drafts.tsx'),
  },
  { path: '/drafts/$draftId', needs: ['definitions.get'], load: () => import('./draft.tsx') },
]
