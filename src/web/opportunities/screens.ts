/** Screens of possible sales. */
import type { Screen } from '../shell/screen.ts'

export const screens: readonly Screen[] = [
  {
    path: '/opportunities',
    needs: ['opportunities.list'],
    navigation: {
      group: 'sell',
      icon: 'deals',
      label: { en: 'Pipeline', de: 'Pipeline' },
      order: 1,
      onPhone: true,
    },
    load: () => import('./pipeline.tsx'),
  },
  {
    path: '/opportunities/$opportunityId',
    needs: ['opportunities.get'],
    load: () => import('./opportunity.tsx'),
  },
]
