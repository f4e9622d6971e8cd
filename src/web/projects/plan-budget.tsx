/** Plans the effort of the work packages that have none: who works on each of them, and for how long. */
import { ActionIcon, Button, Fieldset, Group, Stack, Text, TextInput } from '@mantine/core'
import { listRoles } from '#flow/people/contract.ts'
import type { planBudget } from '#flow/projects/contract.ts'
import { planBudget as contract } from '#flow/projects/contract.ts'
import { CommandButton } from '../language/command-button.tsx'
import type { FieldOverride } from '../language/command-form.tsx'
import { ListSelect } from '../language/form/list-select.tsx'
import { TypedInput } from '../language/form/typed-input.tsx'
import { Icon } from '../language/icon.tsx'
import type { WireInput } from '../wire/client.ts'
import { formatMinutes, parseMinutes } from '../words/format.ts'
import { nameOf } from '../words/names.ts'
import { useWords } from '../words/words.ts'
import type { Progress } from './progress.ts'
import { words } from './words.ts'

type Package = Progress['items'][number]
type Line = Partial<WireInput<typeof planBudget>['lines'][number]>

/** Offered while an open work package has no effort planned; says what that keeps from happening. */
export function PlanBudget({ progress: { projectId, items } }: { progress: Progress }) {
  const t = useWords(words)
  const unplanned = items.filter(({ budgetMinutes, state }) => budgetMinutes === 0 && state === 'open')
  if (unplanned.length === 0) return null
  const lines: FieldOverride = ({ value, set, error }) => (
    <Stack gap="sm">
      {unplanned.map((one) => (
        <Effort key={one.id} of={one} lines={Array.isArray(value) ? (value as Line[]) : []} set={set} />
      ))}
      {error && (
        <Text size="xs" c="red" role="alert">
          {error}
        </Text>
      )}
    </Stack>
  )
  return (
    <Group justify="space-between" gap="sm">
      <Text size="sm" c="dimmed" style={{ flex: '1 1 260px' }}>
        {t('unplanned', { packages: unplanned.map(({ code, title }) => `${code} ${title}`).join(', ') })}
      </Text>
      <CommandButton contract={contract} fill={{ projectId }} overrides={{ lines }} />
    </Group>
  )
}

const wide = { flex: '2 1 160px' }
const narrow = { flex: '1 1 84px' }

/** The roles of one work package; the lines of the others stay as they are. */
function Effort({ of, lines, set }: { of: Package; lines: readonly Line[]; set: (lines: Line[]) => void }) {
  const t = useWords(words)
  const change = (place: number, part: Line) =>
    set(lines.map((line, at) => (at === place ? { ...line, ...part } : line)))
  return (
    <Fieldset legend={`${of.code} ${of.title}`} p="sm" radius="md">
      <Stack gap="xs">
        {lines.map((line, place) =>
          line.workPackageId !== of.id ? null : (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a form have no name but their place
            <Group key={place} gap="xs" align="flex-end">
              <ListSelect
                style={wide}
                contract={listRoles}
                input={{ limit: 200 }}
                option={({ code, name }) => ({ value: code, label: name })}
                label={nameOf('roleCode')}
                required
                value={line.roleCode ?? null}
                onChange={(roleCode) => change(place, { roleCode: roleCode ?? undefined })}
              />
              <TypedInput
                style={narrow}
                label={t('hours')}
                required
                placeholder="40:00"
                value={line.minutes ? formatMinutes(line.minutes) : ''}
                read={parseMinutes}
                set={(minutes) =>
                  change(place, { minutes: typeof minutes === 'number' ? minutes : undefined })
                }
              />
              <TextInput
                style={narrow}
                label={nameOf('costRate')}
                placeholder={t('asUsual')}
                inputMode="decimal"
                value={line.costRate ?? ''}
                onChange={({ currentTarget }) =>
                  change(place, { costRate: currentTarget.value || undefined })
                }
              />
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                aria-label={t('removeRole')}
                onClick={() => set(lines.filter((_, at) => at !== place))}
              >
                <Icon name="close" size={16} />
              </ActionIcon>
            </Group>
          ),
        )}
        <Group>
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<Icon name="plus" size={14} />}
            onClick={() => set([...lines, { workPackageId: of.id }])}
          >
            {t('addRole')}
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  )
}
