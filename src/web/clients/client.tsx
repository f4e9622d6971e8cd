import { Alert } from '@mantine/core'
import { activate, addContact, block, get, update } from '#flow/clients/contract.ts'
import { Asked, usePlace } from '../language/asked.tsx'
import { CommandButton } from '../language/command-button.tsx'
import { History, readsHistory } from '../language/history.tsx'
import { Icon } from '../language/icon.tsx'
import { Facts, RecordPage } from '../language/record.tsx'
import type { WireOutput } from '../wire/client.ts'
import { nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import { Contacts } from './contacts.tsx'
import { Owes } from './owes.tsx'
import { useRelated } from './related.tsx'
import { words } from './words.ts'

type Client = WireOutput<typeof get>

export default function ClientScreen() {
  const clientId = usePlace('clientId')
  return (
    <Asked contract={get} input={{ clientId }}>
      {(client, reload) => <Shown client={client} reload={reload} />}
    </Asked>
  )
}

function Shown({ client, reload }: { client: Client; reload: () => Promise<Client> }) {
  const t = useWords(words)
  const related = useRelated(client.id)
  const { address } = client
  const lines = address
    ? [...address.lines, [address.postalCode, address.city].filter(Boolean).join(' '), address.country]
    : []
  return (
    <RecordPage
      title={client.name}
      state={client.state}
      trail={[{ label: t('clients'), to: '/clients' }]}
      lead={client.number}
      actions={<Actions client={client} reload={reload} />}
      process={
        client.missing.length > 0 && (
          <Alert color="yellow" variant="light" icon={<Icon name="warning" />}>
            {t('missing', { what: client.missing.map(fieldCalled).join(', ') })}
          </Alert>
        )
      }
      figures={<Owes clientId={client.id} />}
      facts={
        <Facts
          of={client}
          names={[
            'legalName',
            'taxNumber',
            'address',
            'invoiceEmail',
            'currency',
            'paymentTermsDays',
            'locale',
            'purchaseOrderRequired',
          ]}
          show={lines.length > 0 ? { address: lines.join(', ') } : {}}
        />
      }
      tabs={[
        {
          name: 'contacts',
          title: t('contacts'),
          count: client.contacts.length,
          content: <Contacts contacts={client.contacts} />,
        },
        ...related,
        {
          name: 'history',
          title: t('history'),
          needs: readsHistory,
          content: <History objectType="client" objectId={client.id} />,
        },
      ]}
    />
  )
}

function Actions({ client, reload }: { client: Client; reload: () => Promise<Client> }) {
  const t = useWords(words)
  const known = { fill: { clientId: client.id }, revision: client.revision }
  return (
    <>
      {client.state !== 'blocked' && <CommandButton contract={block} {...known} color="gray" />}
      <CommandButton contract={addContact} label={t('addContact')} fill={{ clientId: client.id }} />
      <CommandButton
        contract={update}
        label={t('edit')}
        icon="edit"
        asks
        {...known}
        initial={changeable(client)}
        reload={async () => {
          const now = await reload()
          return { values: changeable(now), revision: now.revision }
        }}
      />
      {client.state !== 'active' && (
        <CommandButton
          contract={activate}
          {...known}
          variant="filled"
          icon="check"
          isDisabled={client.missing.length > 0}
        />
      )}
    </>
  )
}

/** What an update may change. */
function changeable(client: Client) {
  const {
    id: _id,
    number: _number,
    state: _state,
    revision: _revision,
    missing: _missing,
    contacts: _contacts,
    ...facts
  } = client
  return facts
}

/** `legal name`, as the server lists what is missing, by the name of its field. */
const fieldCalled = (words: string) =>
  nameOf(words.replaceAll(/ (\w)/g, (_, letter: string) => letter.toUpperCase()))
