/** Screens of staffing. */
import type { Screen } from '../shell/screen.ts'

export const screens: readonly Screen[] = [
  {
    path: '/staffing',
    needs: ['insight.personWeeks', 'staffing.listBookings'],
    navigation: {
      group: 'deliver',
      icon: 'staffing',
      label: { en: 'Staffing', de: 'Einsatzplanung' },
      order: 2,
    },
    load: () => import('./staffing.tsx'),
  },
]
