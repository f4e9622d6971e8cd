import { Button, Group, Select, TextInput } from '@mantine/core'
import { listJournal } from '#engines/access/contract.ts'
import { addDays } from '#kernel/dates.ts'
import { useAddress } from '../language/address.ts'
import { List } from '../language/list/list.tsx'
import { Page } from '../language/page.tsx'
import { formatMoment } from '../words/format.ts'
import { commandName, deedName, nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import { startOf } from '../words/zone.ts'
import { PersonChoice } from './choose.tsx'
import { byRoom, useContracts } from './contracts.ts'
import { words } from './words.ts'

/** The first moment of a calendar day where the reader is. */

export default function Journal() {
  const t = useWords(words)
  const [{ actor, command, from, to, chain }, change] = useAddress()
  const isFiltered = [actor, command, from, to, chain].some((value) => value !== undefined)
  return (
    <Page title={t('journal')} lead={t('journalLead')}>
      <Filters />
      <List
        contract={listJournal}
        name="entries"
        filters={[]}
        sort="-at"
        fixed={{
          ...(actor ? { actorId: actor } : {}),
          ...(command ? { command } : {}),
          ...(from ? { since: startOf(from) } : {}),
          ...(to ? { until: startOf(addDays(to, 1)) } : {}),
          ...(chain ? { correlationId: chain } : {}),
        }}
        columns={[
          { name: 'at', title: t('when'), sort: 'at', phone: 'line', show: ({ at }) => formatMoment(at) },
          {
            name: 'command',
            title: t('whatWasDone'),
            phone: 'title',
            show: ({ command: name }) => `${nameOf(name.split('.')[0] ?? '')}: ${deedName(name)}`,
          },
          { name: 'actorName', title: t('by'), phone: 'end' },
          {
            name: 'causeId',
            title: t('because'),
            phone: 'line',
            show: ({ causeId, onBehalfOf }) =>
              [causeId && t('byAnother'), onBehalfOf && t('inAnothersName')].filter(Boolean).join(' · '),
          },
        ]}
        idOf={({ id }) => id}
        opens={({ id }) => `/journal/${id}`}
        empty={{
          icon: 'journal',
          title: t('noEntries'),
          text: isFiltered ? t('noEntriesFit') : t('noEntriesText'),
          action: isFiltered && (
            <Button
              variant="light"
              size="xs"
              onClick={() => change({ actor: null, command: null, from: null, to: null, chain: null })}
            >
              {t('showAll')}
            </Button>
          ),
        }}
      />
    </Page>
  )
}

function Filters() {
  const t = useWords(words)
  const [{ actor, command, from, to, chain }, change] = useAddress()
  const commands = useContracts().filter(({ kind }) => kind === 'command')
  const width = { size: 'xs', w: { base: '100%', xs: 190 } } as const
  const day = (name: 'from' | 'to', value: string | undefined) => (
    <TextInput
      {...width}
      w={{ base: 'calc(50% - 5px)', xs: 190 }}
      type="date"
      label={nameOf(name)}
      value={value ?? ''}
      onChange={({ currentTarget }) => change({ [name]: currentTarget.value || null })}
    />
  )
  return (
    <Group gap="xs" align="flex-end" className="no-print">
      <PersonChoice size="xs" label={t('by')} value={actor ?? null} set={(id) => change({ actor: id })} />
      <Select
        {...width}
        w={{ base: '100%', xs: 260 }}
        label={t('whatWasDone')}
        placeholder={t('anything')}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': t('clear') }}
        data={byRoom(commands).map(([room, items]) => ({
          group: nameOf(room),
          items: items.map(({ name }) => ({ value: name, label: commandName(name) })),
        }))}
        value={command ?? null}
        onChange={(name) => change({ command: name })}
      />
      {day('from', from)}
      {day('to', to)}
      {chain && (
        <Button size="xs" variant="light" onClick={() => change({ chain: null })}>
          {t('leaveChain')}
        </Button>
      )}
    </Group>
  )
}
