/** All projects with their money and health, the ones that need somebody found at a glance. */
import { projects } from '#insight/contract.ts'
import { List, type RowOf } from '../language/list/list.tsx'
import { Page } from '../language/page.tsx'
import { isMoney } from '../language/value.tsx'
import { formatMoneyShort } from '../words/format.ts'
import { useWords } from '../words/words.ts'
import { Health } from './health.tsx'
import { words } from './words.ts'

export default function Projects() {
  const t = useWords(words)
  return (
    <Page title={t('projects')} lead={t('projectsLead')}>
      <List
        contract={projects}
        columns={[
          { name: 'number', sort: 'number', phone: 'line' },
          { name: 'name', sort: 'name', phone: 'title' },
          { name: 'clientName', phone: 'line' },
          { name: 'managerName', isHidden: true },
          { name: 'state' },
          { name: 'health', phone: 'end', show: (project) => <Health {...project} /> },
          figure('contractValue'),
          figure('actualCost'),
          figure('margin', true),
          figure('unbilled'),
          { name: 'endsOn', sort: 'endsOn' },
        ]}
        idOf={({ id }) => id}
        opens={({ id }) => `/projects/${id}`}
        empty={{ icon: 'project', title: t('none'), text: t('noneLead') }}
      />
    </Page>
  )
}

type Row = RowOf<typeof projects>

/** A figure of the project as a column. */
function figure(name: keyof Row['figures'] & string, isPhone = false) {
  return {
    name,
    isFigure: true,
    ...(isPhone ? { phone: 'line' as const } : {}),
    show: ({ figures }: Row) => {
      const amount = figures[name]
      return isMoney(amount) ? formatMoneyShort(amount) : null
    },
  }
}
