/** Screens of projects. */
import type { Screen } from '../shell/screen.ts'

export const screens: readonly Screen[] = [
  {
    path: '/projects',
    needs: ['insight.projects'],
    navigation: {
      group: 'deliver',
      icon: 'project',
      label: { en: 'Projects', de: 'Projekte' },
      order: 1,
      onPhone: true,
    },
    load: () => import('./projects.tsx'),
  },
  { path: '/projects/$projectId', needs: ['insight.projectOverview'], load: () => import('./project.tsx') },
]
