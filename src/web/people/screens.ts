/** Screens of who works here. */
import type { Screen } from '../shell/screen.ts'

export const screens: readonly Screen[] = [
  {
    path: '/people',
    needs: ['people.list'],
    navigation: { group: 'deliver', icon: 'people', label: { en: 'People', de: 'Personen' }, order: 9 },
    load: () => import('./people.tsx'),
  },
  { path: '/people/$personId', needs: ['people.get'], load: () => import('./person.tsx') },
  {
    path: '/onboardings/$onboardingId',
    needs: ['people.getOnboarding'],
    load: () => import('./onboarding.tsx'),
  },
]
