/** Screens of the firm itself: its entities, taxes, rates and days off, imports, and its set-up. */
import type { Screen } from '../shell/screen.ts'

export const screens: readonly Screen[] = [
  {
    path: '/firm',
    needs: ['firm.listEntities'],
    navigation: {
      group: 'administer',
      icon: 'clients',
      label: { en: 'The firm', de: 'Die Firma' },
      order: 10,
    },
    load: () => import('./firm.tsx'),
  },
  { path: '/firm/$entityId', needs: ['firm.getEntity'], load: () => import('./entity.tsx') },
  {
    path: '/calendars',
    needs: ['calendars.set'],
    navigation: { group: 'administer', icon: 'clock', label: { en: 'Calendars', de: 'Kalender' }, order: 15 },
    load: () => import('./calendars.tsx'),
  },
  {
    path: '/imports',
    needs: [
      'people.importPeople',
      'offers.importRates',
      'opportunities.importDeals',
      'timesheets.importTime',
    ],
    navigation: { group: 'administer', icon: 'upload', label: { en: 'Imports', de: 'Importe' }, order: 40 },
    load: () => import('./imports.tsx'),
  },
  {
    path: '/branding',
    needs: ['firm.setBranding'],
    navigation: {
      group: 'administer',
      icon: 'paint',
      label: { en: 'Appearance', de: 'Auftritt' },
      order: 12,
    },
    load: () => import('./branding.tsx'),
  },
  {
    path: '/set-up',
    needs: ['insight.setUpStatus'],
    load: () => import('./set-up.tsx'),
  },
]
