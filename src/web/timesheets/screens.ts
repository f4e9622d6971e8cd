/** Screens of time: one's own week, and the weeks of others. */
import type { Screen } from '../shell/screen.ts'

export const screens: readonly Screen[] = [
  {
    path: '/time',
    needs: ['timesheets.saveWeek'],
    navigation: {
      group: 'mine',
      icon: 'time',
      label: { en: 'My time', de: 'Meine Zeit' },
      order: 3,
      onPhone: true,
    },
    load: () => import('./my-week.tsx'),
  },
  {
    path: '/timesheets',
    needs: ['timesheets.approve', 'timesheets.importTime'],
    navigation: {
      group: 'deliver',
      icon: 'clock',
      label: { en: 'Timesheets', de: 'Stundenzettel' },
      order: 4,
    },
    load: () => import('./timesheets.tsx'),
  },
  { path: '/timesheets/$timesheetId', needs: ['timesheets.get'], load: () => import('./timesheet.tsx') },
]
