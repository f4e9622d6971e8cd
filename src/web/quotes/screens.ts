/** Screens of what we propose. */
import type { Screen } from '../shell/screen.ts'

export const screens: readonly Screen[] = [
  {
    path: '/quotes',
    needs: ['quotes.list'],
    navigation: { group: 'sell', icon: 'quote', label: { en: 'Quotes', de: 'Angebote' }, order: 2 },
    load: () => import('./quotes.tsx'),
  },
  {
    path: '/opportunities/$opportunityId/quote',
    needs: ['quotes.create'],
    load: () => import('./new-quote.tsx'),
  },
  { path: '/quotes/$quoteId', needs: ['quotes.get'], load: () => import('./quote.tsx') },
  { path: '/quotes/$quoteId/edit', needs: ['quotes.update'], load: () => import('./edit-quote.tsx') },
  { path: '/quotes/$quoteId/sow', needs: ['quotes.get'], load: () => import('./work-statement.tsx') },
]
