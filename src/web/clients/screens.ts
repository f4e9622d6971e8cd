/** Screens of who buys and who pays. */
import type { Screen } from '../shell/screen.ts'

export const screens: readonly Screen[] = [
  {
    path: '/clients',
    needs: ['clients.list'],
    navigation: { group: 'sell', icon: 'clients', label: { en: 'Clients', de: 'Kunden' }, order: 4 },
    load: () => import('./clients.tsx'),
  },
  { path: '/clients/$clientId', needs: ['clients.get'], load: () => import('./client.tsx') },
]
