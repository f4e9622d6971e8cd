/** Another version came into force while one was drawn: what each of the two did, and whose goes on. */
import { Alert, Button, Group, Stack, Table, Text } from '@mantine/core'
import { useMemo } from 'react'
import { getProcess, listProcesses } from '#engines/process/contract.ts'
import { Icon } from '../language/icon.tsx'
import type { WireOutput } from '../wire/client.ts'
import { useAsk } from '../wire/queries.ts'
import { nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import { words } from './editor-words.ts'
import { modelParts, type PartChange, touchedParts } from './model-parts.ts'

type Model = WireOutput<typeof getProcess>

/** The version in force, where it is a newer one than that which is drawn on. */
export function useNewer(model: Model | undefined): { id: string; version: number } | null {
  const { data } = useAsk(listProcesses, { key: model?.key ?? '' }, { enabled: model !== undefined })
  const newest = data?.items.find(({ key }) => key === model?.key)
  return model && newest && newest.version > model.version ? newest : null
}

interface OvertakenProps {
  readonly model: Model
  readonly newer: { readonly id: string; readonly version: number }
  /** The drawing as it is now. */
  readonly drawn: string
  readonly keep: () => void
  readonly take: () => void
}

export function Overtaken({ model, newer, drawn, keep, take }: OvertakenProps) {
  const t = useWords(words)
  const { data } = useAsk(getProcess, { definitionId: newer.id })
  const theirs = data?.id === newer.id ? data.xml : undefined
  const parts = useMemo(
    () => (theirs ? touchedParts(modelParts(model.xml), modelParts(drawn), modelParts(theirs)) : []),
    [model, drawn, theirs],
  )
  return (
    <Alert
      role="alert"
      color="yellow"
      icon={<Icon name="people" />}
      title={t('overtaken', { version: newer.version, begun: model.version })}
      mb="sm"
    >
      <Stack gap="sm">
        <Text size="sm">{t('overtakenHow')}</Text>
        <Parts parts={parts} />
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={take}>
            {t('takeTheirs')}
          </Button>
          <Button size="xs" onClick={keep}>
            {t('keepMine')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  )
}

function Parts({ parts }: { parts: readonly PartChange[] }) {
  const t = useWords(words)
  return (
    <Table.ScrollContainer minWidth={420}>
      <Table withTableBorder verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('part')}</Table.Th>
            <Table.Th>{t('yours')}</Table.Th>
            <Table.Th>{t('theirs')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {parts.map(({ id, name, mine, theirs }) => (
            <Table.Tr key={id}>
              <Table.Td>{name}</Table.Td>
              <Table.Td>{mine ? nameOf(mine) : t('asItWas')}</Table.Td>
              <Table.Td>{theirs ? nameOf(theirs) : t('asItWas')}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
