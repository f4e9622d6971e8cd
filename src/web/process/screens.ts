/** Screens of people's work and of processes. */
import type { Screen } from '../shell/screen.ts'

export const screens: readonly Screen[] = [
  {
    path: '/inbox',
    navigation: {
      group: 'mine',
      icon: 'inbox',
      label: { en: 'Inbox', de: 'Eingang' },
      order: 2,
      onPhone: true,
    },
    load: () => import('./inbox.tsx'),
  },
  { path: '/inbox/$taskId', load: () => import('./inbox.tsx') },
  {
    path: '/processes',
    needs: ['processes.instances'],
    navigation: { group: 'run', icon: 'process', label: { en: 'Processes', de: 'Prozesse' }, order: 1 },
    load: () => import('./models.tsx'),
  },
  { path: '/processes/incidents', needs: ['incidents.list'], load: () => import('./incidents.tsx') },
  { path: '/processes/operations', needs: ['operations.list'], load: () => import('./operations.tsx') },
  {
    path: '/processes/operations/$operationId',
    needs: ['operations.get'],
    load: () => import('./operation.tsx'),
  },
  { path: '/processes/replays', needs: ['replays.list'], load: () => import('./replays.tsx') },
  { path: '/processes/replays/$reportId', needs: ['replays.get'], load: () => import('./replay.tsx') },
  {
    path: '/processes/models/$definitionId/migration',
    needs: ['operations.start'],
    load: () => import('./migration.tsx'),
  },
  {
    path: '/processes/models/$definitionId/edit',
    needs: ['definitions.propose'],
    load: () => import('./model-editor.tsx'),
  },
  { path: '/processes/models/$definitionId', needs: ['processes.get'], load: () => import('./model.tsx') },
  {
    path: '/processes/instances/$instanceId',
    needs: ['processes.instance'],
    load: () => import('./instance.tsx'),
  },
]
