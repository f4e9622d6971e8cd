/** Where processes stand still because something went wrong, and what can be done about it. */
import { listIncidents, retry } from '#engines/process/contract.ts'
import { Called } from '../language/called.tsx'
import { CommandButton } from '../language/command-button.tsx'
import { List } from '../language/list/list.tsx'
import { useModelNames } from '../language/model-names.ts'
import { Page } from '../language/page.tsx'
import { useWords } from '../words/words.ts'
import { incidentWords } from './incident-words.ts'
import { words } from './words.ts'

export default function Incidents() {
  const t = useWords(words)
  const inModel = useModelNames()
  return (
    <Page title={t('incidents')} lead={t('incidentsLead')}>
      <List
        contract={listIncidents}
        sort="-openedAt"
        columns={[
          { name: 'message', phone: 'title', show: incidentWords },
          {
            name: 'processKey',
            title: t('process'),
            phone: 'line',
            show: ({ processKey }) => inModel(processKey, processKey, processKey),
          },
          {
            name: 'businessKey',
            title: t('about'),
            phone: 'line',
            show: ({ businessKey }) => <Called businessKey={businessKey} />,
          },
          { name: 'ownerRole' },
          { name: 'openedAt', sort: 'openedAt', phone: 'line' },
          { name: 'outcome' },
          {
            name: 'retry',
            title: '',
            phone: 'end',
            show: ({ id, closedAt }) =>
              closedAt ? null : <CommandButton contract={retry} fill={{ incidentId: id }} size="xs" />,
          },
        ]}
        idOf={({ id }) => id}
        opens={({ instanceId }) => `/processes/instances/${instanceId}`}
        empty={{ icon: 'check', title: t('noIncidents'), text: t('noIncidentsLead') }}
      />
    </Page>
  )
}
