/** Screens of who may do what, and of what was done. */
import type { Screen } from '../shell/screen.ts'

export const screens: readonly Screen[] = [
  { path: '/account', load: () => import('./account.tsx') },
  {
    path: '/access',
    needs: ['access.listPrincipals'],
    navigation: { group: 'administer', icon: 'settings', label: { en: 'Access', de: 'Zugang' }, order: 20 },
    load: () => import('./access.tsx'),
  },
  { path: '/access/$principalId', needs: ['access.get'], load: () => import('./principal.tsx') },
  { path: '/roles/$role', needs: ['access.listRoles'], load: () => import('./role.tsx') },
  {
    path: '/journal',
    needs: ['access.listJournal'],
    navigation: { group: 'run', icon: 'journal', label: { en: 'Journal', de: 'Journal' }, order: 30 },
    load: () => import('./journal.tsx'),
  },
  {
    path: '/journal/$journalId',
    needs: ['access.getJournalEntry'],
    load: () => import('./journal-entry.tsx'),
  },
]
