/** The processes of the firm: which there are, who answers for each, what runs in them. */
import { listIncidents, listOperations, listProcesses, listReplays } from '#engines/process/contract.ts'
import { List } from '../language/list/list.tsx'
import { saidIn, useModelNames } from '../language/model-names.ts'
import { Page } from '../language/page.tsx'
import { RecordLink } from '../language/record.tsx'
import { useSession } from '../wire/session.tsx'
import { useWords } from '../words/words.ts'
import { words } from './words.ts'

export default function Models() {
  const t = useWords(words)
  const inModel = useModelNames()
  const { may } = useSession()
  return (
    <Page
      title={t('processes')}
      lead={t('processesLead')}
      actions={
        <>
          {may(listIncidents) && <RecordLink to="/processes/incidents">{t('incidents')}</RecordLink>}
          {may(listOperations) && <RecordLink to="/processes/operations">{t('operations')}</RecordLink>}
          {may(listReplays) && <RecordLink to="/processes/replays">{t('replays')}</RecordLink>}
        </>
      }
    >
      <List
        contract={listProcesses}
        filters={['versions']}
        columns={[
          {
            name: 'name',
            sort: 'name',
            phone: 'title',
            show: ({ key, name }) => inModel(key, key, name),
          },
          {
            name: 'owner',
            title: t('owner'),
            show: ({ properties }) => saidIn(properties, 'owner'),
            phone: 'line',
          },
          { name: 'sla', title: t('sla'), show: ({ properties }) => saidIn(properties, 'sla') },
          { name: 'version', phone: 'line' },
          { name: 'activeInstances', phone: 'line' },
          { name: 'deployedAt', sort: 'deployedAt' },
        ]}
        idOf={({ id }) => id}
        opens={({ id }) => `/processes/models/${id}`}
        empty={{ icon: 'process', title: t('noProcesses'), text: t('noProcessesLead') }}
      />
    </Page>
  )
}
