/** Screens of what was earned. */
import type { Screen } from '../shell/screen.ts'

export const screens: readonly Screen[] = [
  {
    path: '/revenue',
    needs: ['revenue.positions'],
    navigation: { group: 'money', icon: 'revenue', label: { en: 'Revenue', de: 'Erlöse' }, order: 2 },
    load: () => import('./revenue.tsx'),
  },
]
