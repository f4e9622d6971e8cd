/** Screens of what was agreed. */
import type { Screen } from '../shell/screen.ts'

export const screens: readonly Screen[] = [
  {
    path: '/contracts',
    needs: ['contracts.list'],
    navigation: { group: 'sell', icon: 'contract', label: { en: 'Contracts', de: 'Verträge' }, order: 3 },
    load: () => import('./contracts.tsx'),
  },
  { path: '/contracts/$contractId', needs: ['contracts.get'], load: () => import('./contract.tsx') },
]
