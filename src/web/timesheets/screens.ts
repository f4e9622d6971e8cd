/** Screens of time: one's own week, and the weeks of others. */
import type { Screen } from '../shell/screen.ts'
import { sayIn } from '../words/words.ts'
import { words } from './words.ts'

const t = sayIn(words)

export const screens: readonly Screen[] = [
  {
    path: '/time',
    needs: ['timesheets.saveWeek'],
    navigation: { group: 'mine', icon: 'time', label: () => t('myTime'), order: 3, onPhone: true },
    load: () => import('./my-week.tsx'),
  },
  {
    path: '/timesheets',
    needs: ['timesheets.approve', 'timesheets.importTime'],
    navigation: { group: 'deliver', icon: 'clock', label: () => t('timesheets'), order: 4 },
    load: () => import('./timesheets.tsx'),
  },
  { path: '/timesheets/$timesheetId', load: () => import('./timesheet.tsx') },
]
