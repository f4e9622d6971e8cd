/** What can be done with a list as a whole: choose columns, keep views, take it along. */
import { ActionIcon, Button, Group, Menu } from '@mantine/core'
import type { QueryContract } from '#kernel/contract.ts'
import { addressOf, type WireInput } from '../../wire/client.ts'
import { nameOf } from '../../words/names.ts'
import { useWords } from '../../words/words.ts'
import type { AddressValues } from '../address.ts'
import { Icon } from '../icon.tsx'
import { words } from '../words.ts'
import type { Column } from './columns.ts'
import { Views } from './views.tsx'

interface ListToolsProps<Row> {
  readonly contract: QueryContract
  readonly input: unknown
  readonly columns: readonly Column<Row>[]
  readonly shown: readonly Column<Row>[]
  /** What rows can be grouped by, and what they are grouped by now. */
  readonly groupings: readonly string[]
  readonly groupBy: string | undefined
  readonly address: AddressValues
  readonly change: (changes: Readonly<Record<string, string | null>>) => void
  /** The name this list's views are kept under. */
  readonly keptAs: string
}

export function ListTools<Row>(props: ListToolsProps<Row>) {
  return (
    <Group gap={4} className="no-print">
      {props.groupings.length > 0 && <GroupChoice {...props} />}
      <Views {...props} />
      <ColumnChoice {...props} />
      <Export {...props} />
    </Group>
  )
}

function GroupChoice<Row>({ groupings, groupBy, change }: ListToolsProps<Row>) {
  const t = useWords(words)
  // Which groups are open means nothing for other groups.
  const set = (wanted: string) => change({ groupBy: wanted === '' ? null : wanted, open: null })
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        {groupBy ? (
          <Button variant="light" size="compact-sm" leftSection={<Icon name="groups" size={16} />}>
            {t('groupedBy', { name: nameOf(groupBy) })}
          </Button>
        ) : (
          <ActionIcon variant="subtle" color="gray" aria-label={t('group')} title={t('group')}>
            <Icon name="groups" />
          </ActionIcon>
        )}
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup value={groupBy ?? ''} onChange={set}>
          <Menu.RadioItem value="">{t('noGroups')}</Menu.RadioItem>
          {groupings.map((name) => (
            <Menu.RadioItem key={name} value={name}>
              {nameOf(name)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  )
}

function ColumnChoice<Row>({ columns, shown, change }: ListToolsProps<Row>) {
  const t = useWords(words)
  const names = new Set(shown.map(({ name }) => name))
  const toggle = (name: string) => {
    const wanted = columns.filter((column) =>
      column.name === name ? !names.has(name) : names.has(column.name),
    )
    if (wanted.length > 0) change({ columns: wanted.map((column) => column.name).join(',') })
  }
  return (
    <Menu closeOnItemClick={false} position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('columns')} title={t('columns')}>
          <Icon name="columns" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {columns.map(({ name, title }) => (
          <Menu.CheckboxItem key={name} checked={names.has(name)} onChange={() => toggle(name)}>
            {title ?? nameOf(name)}
          </Menu.CheckboxItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

/** What is shown, as a file: with the columns that were chosen, or everything the list knows. */
function Export<Row>({ contract, input, address }: ListToolsProps<Row>) {
  const t = useWords(words)
  const { columns } = address
  const link = (format: string) =>
    addressOf(contract, input as WireInput<QueryContract>, { format, ...(columns && { columns }) })
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('export')} title={t('export')}>
          <Icon name="download" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href={link('csv')} download>
          {t('asCsv')}
        </Menu.Item>
        <Menu.Item component="a" href={link('xlsx')} download>
          {t('asXlsx')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
