/** The screen one begins with. */
import type { Screen } from '../shell/screen.ts'

export const screens: readonly Screen[] = [
  {
    path: '/',
    navigation: { group: 'mine', icon: 'home', label: { en: 'Home', de: 'Start' }, order: 1, onPhone: true },
    load: () => import('./home.tsx'),
  },
]
