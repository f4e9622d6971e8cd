/** Screens of who works here. */
import type { Screen } from '../shell/screen.ts'
import { sayIn } from '../words/words.ts'
import { words } from './words.ts'

const t = sayIn(words)

export const screens: readonly Screen[] = [
  {
    path: '/people',
    needs: ['people.list'],
    navigation: { group: 'deliver', icon: 'people', label: () => t('people'), order: 9 },
    load: () => import('./people.tsx'),
  },
  { path: '/people/$personId', needs: ['people.get'], load: () => import('./person.tsx') },
]
