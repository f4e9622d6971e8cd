/** A decision table to read and to change: rules down, conditions and results across, each cell in FEEL. */
import { ActionIcon, Button, Group, Stack, Table, Text, Textarea, VisuallyHidden } from '@mantine/core'
import { Icon } from '../language/icon.tsx'
import { useWords } from '../words/words.ts'
import type { DecisionTable, Rule } from './table-xml.ts'
import { words } from './words.ts'

interface TableEditorProps {
  readonly table: DecisionTable
  readonly rules: readonly Rule[]
  /** Absent for who may only read. */
  readonly change?: (rules: readonly Rule[]) => void
  /** The ids of rules that hit. */
  readonly hits?: ReadonlySet<string>
}

const replaced = (texts: readonly string[], at: number, text: string) =>
  texts.map((old, index) => (index === at ? text : old))

export function TableEditor({ table, rules, change, hits }: TableEditorProps) {
  const t = useWords(words)
  const set = (index: number, rule: Rule) => change?.(rules.map((old, at) => (at === index ? rule : old)))
  const add = () =>
    change?.([
      ...rules,
      {
        id: `rule_${crypto.randomUUID().slice(0, 8)}`,
        when: table.inputs.map(() => '-'),
        outcomes: table.outputs.map(() => ''),
        note: '',
      },
    ])
  return (
    <Stack gap="xs">
      <Text size="xs" c="dimmed">
        {t('hit', { policy: table.policy })}
      </Text>
      <Table.ScrollContainer minWidth={760}>
        <Table withTableBorder withColumnBorders verticalSpacing={4} horizontalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th w={36}>#</Table.Th>
              {table.inputs.map((name) => (
                <Table.Th key={name}>{t('when', { name })}</Table.Th>
              ))}
              {table.outputs.map((name) => (
                <Table.Th key={name} bg="var(--mantine-primary-color-light)">
                  {t('outcome', { name })}
                </Table.Th>
              ))}
              <Table.Th>{t('note')}</Table.Th>
              {change && <Table.Th w={36} aria-label={t('rule')} />}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rules.map((rule, index) => (
              <RuleRow
                key={rule.id}
                table={table}
                rule={rule}
                number={index + 1}
                isHit={hits?.has(rule.id) ?? false}
                {...(change
                  ? {
                      set: (changed: Rule) => set(index, changed),
                      remove: () => change(rules.filter((_, at) => at !== index)),
                    }
                  : {})}
              />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {change && (
        <Group>
          <Button variant="light" size="xs" leftSection={<Icon name="plus" size={14} />} onClick={add}>
            {t('addRule')}
          </Button>
        </Group>
      )}
    </Stack>
  )
}

interface RuleRowProps {
  readonly table: DecisionTable
  readonly rule: Rule
  readonly number: number
  readonly isHit: boolean
  readonly set?: (rule: Rule) => void
  readonly remove?: () => void
}

function RuleRow({ table, rule, number, isHit, set, remove }: RuleRowProps) {
  const t = useWords(words)
  return (
    <Table.Tr {...(isHit ? { bg: 'var(--mantine-color-green-light)' } : {})}>
      <Table.Td c="dimmed">
        {number}
        {isHit && (
          <>
            <Icon name="check" size={14} />
            <VisuallyHidden>{t('hits')}</VisuallyHidden>
          </>
        )}
      </Table.Td>
      {rule.when.map((text, at) => (
        <Cell
          key={table.inputs[at]}
          label={t('cell', { number, column: table.inputs[at] ?? '' })}
          text={text}
          {...(set ? { set: (typed) => set({ ...rule, when: replaced(rule.when, at, typed) }) } : {})}
        />
      ))}
      {rule.outcomes.map((text, at) => (
        <Cell
          key={table.outputs[at]}
          label={t('cell', { number, column: table.outputs[at] ?? '' })}
          text={text}
          {...(set ? { set: (typed) => set({ ...rule, outcomes: replaced(rule.outcomes, at, typed) }) } : {})}
        />
      ))}
      <Cell
        label={t('cell', { number, column: t('note') })}
        text={set ? rule.note : (rule.said ?? rule.note)}
        isProse
        {...(set ? { set: (note) => set({ ...rule, note }) } : {})}
      />
      {remove && (
        <Table.Td>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={t('removeRule', { number })}
            onClick={remove}
          >
            <Icon name="close" size={14} />
          </ActionIcon>
        </Table.Td>
      )}
    </Table.Tr>
  )
}

interface CellProps {
  readonly label: string
  readonly text: string
  readonly isProse?: boolean
  readonly set?: (text: string) => void
}

function Cell({ label, text, isProse = false, set }: CellProps) {
  const font = isProse ? undefined : 'monospace'
  if (!set)
    return (
      <Table.Td>
        <Text size="sm" ff={font}>
          {text}
        </Text>
      </Table.Td>
    )
  return (
    <Table.Td>
      <Textarea
        aria-label={label}
        variant="unstyled"
        size="xs"
        autosize
        minRows={1}
        value={text}
        styles={{ input: { fontFamily: font, padding: 2 } }}
        onChange={({ currentTarget }) => set(currentTarget.value)}
      />
    </Table.Td>
  )
}
