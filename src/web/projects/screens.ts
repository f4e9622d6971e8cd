/** Screens of projects. */
import type { Screen } from '../shell/screen.ts'
import { sayIn } from '../words/words.ts'
import { words } from './words.ts'

const t = sayIn(words)

export const screens: readonly Screen[] = [
  {
    path: '/projects',
    needs: ['insight.projects'],
    navigation: { group: 'deliver', icon: 'project', label: () => t('projects'), order: 1, onPhone: true },
    load: () => import('./projects.tsx'),
  },
  { path: '/projects/$projectId', load: () => import('./project.tsx') },
]
