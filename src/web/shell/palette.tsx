/** The palette: every place, every record by number or name, every command one may run, by a few letters. */
import { Box, Drawer, Kbd, Modal, ScrollArea, Text, TextInput, UnstyledButton } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, useMemo, useState } from 'react'
import { start, startable } from '#engines/process/contract.ts'
import { search } from '#insight/contract.ts'
import type { CommandContract } from '#kernel/contract.ts'
import { BackCloses } from '../language/back-closes.tsx'
import { tellDone } from '../language/command-button.tsx'
import { CommandForm, type CommandFormProps } from '../language/command-form.tsx'
import { allContracts, isCommand } from '../language/contracts.ts'
import { SchemaField } from '../language/form/schema-field.tsx'
import { Icon, type IconName } from '../language/icon.tsx'
import { placeOfRecord } from '../language/kinds.ts'
import { useModelNames } from '../language/model-names.ts'
import { useForm } from '../process/special-forms.ts'
import { startingOf } from '../process/start-form.tsx'
import { useAsk } from '../wire/queries.ts'
import { useSession } from '../wire/session.tsx'
import { commandName, deedName, nameOf, summaryOf } from '../words/names.ts'
import { language, useWords } from '../words/words.ts'
import { navigationFor } from './screens.ts'
import { words } from './words.ts'

interface Hit {
  readonly key: string
  readonly group: 'goTo' | 'records' | 'commands'
  readonly icon: IconName
  readonly label: string
  readonly detail?: string
  readonly pick: () => void
}

const TYPING_MS = 120
const RECORDS_MAX = 12
const COMMANDS_MAX = 12

export function Palette({ close }: { close: () => void }) {
  const t = useWords(words)
  const [typed, type] = useState('')
  const [at, setAt] = useState(0)
  const [command, choose] = useState<Chosen | null>(null)
  const hits = useHits(typed, close, choose)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt((now) => Math.min(now + 1, hits.length - 1))
    else if (event.key === 'ArrowUp') setAt((now) => Math.max(now - 1, 0))
    else if (event.key === 'Enter') hits[at]?.pick()
    else return
    event.preventDefault()
  }
  if (command) return <CommandDrawer {...command} close={close} />
  return (
    <Modal
      opened
      onClose={close}
      withCloseButton={false}
      size="lg"
      padding={0}
      yOffset="8vh"
      aria-label={t('palette')}
    >
      <TextInput
        data-autofocus
        size="md"
        variant="unstyled"
        px="md"
        py={4}
        aria-label={t('palette')}
        placeholder={t('palette')}
        leftSection={<Icon name="search" />}
        rightSection={<Kbd size="xs">Esc</Kbd>}
        rightSectionWidth={56}
        role="combobox"
        aria-expanded
        aria-controls="palette-hits"
        aria-activedescendant={hits[at] ? `hit-${at}` : undefined}
        value={typed}
        onChange={({ currentTarget }) => {
          type(currentTarget.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <ScrollArea.Autosize mah="60vh">
        <Box role="listbox" id="palette-hits" aria-label={t('palette')} pb="xs">
          {hits.map((hit, index) => (
            <Box key={hit.key}>
              {hits[index - 1]?.group !== hit.group && (
                <Text size="xs" fw={600} c="dimmed" px="md" pt="xs" pb={2} role="presentation">
                  {t(hit.group)}
                </Text>
              )}
              <UnstyledButton
                id={`hit-${index}`}
                role="option"
                aria-selected={index === at}
                tabIndex={-1}
                w="100%"
                px="md"
                py={7}
                bg={index === at ? 'var(--mantine-primary-color-light)' : undefined}
                onMouseEnter={() => setAt(index)}
                onClick={hit.pick}
                style={{ display: 'flex', gap: 10, alignItems: 'center' }}
              >
                <Icon name={hit.icon} />
                <Text size="sm" truncate>
                  {hit.label}
                </Text>
                <Text size="xs" c="dimmed" truncate>
                  {hit.detail}
                </Text>
              </UnstyledButton>
            </Box>
          ))}
          {hits.length === 0 && (
            <Text c="dimmed" size="sm" p="md">
              {t('paletteEmpty')}
            </Text>
          )}
        </Box>
      </ScrollArea.Autosize>
    </Modal>
  )
}

/** A command, with what is known of it, and what it is called here where that is not its own name. */
interface Chosen
  extends Pick<CommandFormProps<CommandContract>, 'contract' | 'fill' | 'fields' | 'overrides'> {
  readonly called?: string
}

/** What a command is about is asked for first: from here nothing is known of it. */
function CommandDrawer({ called, close, ...form }: Chosen & { close: () => void }) {
  const { target } = form.contract
  const name = called ?? commandName(form.contract.name)
  const special = useForm(form.contract.name)
  const [about, setAbout] = useState<unknown>()
  if (!special) return null
  const fill = target !== undefined && about !== undefined ? { ...form.fill, [target]: about } : form.fill
  return (
    <Drawer opened onClose={close} position="right" size="lg" title={<Text fw={650}>{name}</Text>}>
      <BackCloses close={close} />
      <Text size="sm" c="dimmed" mb="sm">
        {summaryOf(form.contract)}
      </Text>
      {target !== undefined && (
        <Box mb="sm">
          <SchemaField
            pointer={`/${target}`}
            name={target}
            schema={identifier}
            isRequired
            value={about}
            set={setAbout}
            errors={noErrors}
          />
        </Box>
      )}
      {(target === undefined || about !== undefined) && (
        <CommandForm
          key={String(about)}
          {...special}
          {...form}
          {...(fill ? { fill } : {})}
          onCancel={close}
          onDone={(output) => {
            tellDone(name, undefined, output)
            close()
          }}
        />
      )}
    </Drawer>
  )
}

const identifier = { type: 'string', format: 'uuid' } as const
const noErrors: ReadonlyMap<string, string> = new Map()

function useHits(typed: string, close: () => void, choose: (command: Chosen) => void): readonly Hit[] {
  const { may } = useSession()
  const navigate = useNavigate()
  const [text] = useDebouncedValue(typed.trim(), TYPING_MS)
  const { data: contracts = [] } = useQuery({
    queryKey: ['contracts'],
    queryFn: allContracts,
    staleTime: Infinity,
  })
  const { data: found } = useAsk(
    search,
    { text, limit: RECORDS_MAX },
    { enabled: text !== '' && may(search) },
  )
  const inModel = useModelNames()
  const { data: processes } = useAsk(
    startable,
    {},
    { enabled: may(start) && may(startable), staleTime: 600_000 },
  )
  return useMemo(() => {
    const go = (to: string) => () => {
      close()
      void navigate({ to })
    }
    const places = navigationFor(may)
      .flatMap(([, entries]) => entries)
      .map(({ path, navigation }) => ({
        key: path,
        group: 'goTo' as const,
        icon: navigation.icon,
        label: navigation.label[language()],
        pick: go(path),
      }))
    const records = (text === '' ? [] : (found?.items ?? [])).flatMap(({ kind, id, label, detail }) => {
      const to = placeOfRecord(kind, id)
      return to
        ? [
            {
              key: `${kind} ${id}`,
              group: 'records' as const,
              icon: 'file' as const,
              label,
              detail: `${nameOf(kind)}${detail ? ` · ${detail}` : ''}`,
              pick: go(to),
            },
          ]
        : []
    })
    const commands = contracts
      .filter(isCommand)
      .filter(may)
      // Each process that may be started stands by its own name.
      .filter(({ name }) => name !== start.name)
      .map((contract) => ({
        key: contract.name,
        group: 'commands' as const,
        icon: 'next' as const,
        label: `${nameOf(contract.name.split('.')[0] ?? '')}: ${deedName(contract.name)}`,
        detail: summaryOf(contract) ?? '',
        pick: () => choose({ contract }),
      }))
    const begins = (processes?.processes ?? []).map((process) => {
      const called = `${commandName(start.name)}: ${inModel(process.key, process.key, process.name)}`
      return {
        key: `start ${process.key}`,
        group: 'commands' as const,
        icon: 'process' as const,
        label: called,
        pick: () => choose({ contract: start, called, ...startingOf(process) }),
      }
    })
    const fits = (hit: Hit) => isLike(`${hit.label} ${hit.key}`, typed)
    return [
      ...places.filter(fits),
      ...records,
      ...(typed === '' ? [] : [...begins, ...commands].filter(fits).slice(0, COMMANDS_MAX)),
    ]
  }, [typed, text, found, contracts, processes, inModel, may, navigate, close, choose])
}

/** Every word that was typed begins some word of the text. */
function isLike(text: string, typed: string): boolean {
  const have = text.toLowerCase().split(/[\s.:-]+/)
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => have.some((one) => one.startsWith(word)))
}
