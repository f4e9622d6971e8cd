/**
 * Ways to look at this list, kept by name: one's own, and those others show to a role or the firm. A view is what stands
 * in the address, so opening one is going there, and its address can be handed on as it is.
 */
import { ActionIcon, Button, Divider, Group, NativeSelect, Popover, Text, TextInput } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { changeView, deleteView, listViews, saveView } from '#engines/access/contract.ts'
import type { WireOutput } from '../../wire/client.ts'
import { isRecord, keep, keptAs } from '../../wire/kept.ts'
import { useAsk, useRun } from '../../wire/queries.ts'
import { useSession } from '../../wire/session.tsx'
import { nameOf } from '../../words/names.ts'
import { useWords } from '../../words/words.ts'
import type { AddressValues } from '../address.ts'
import { tellRefused } from '../command-button.tsx'
import { Icon } from '../icon.tsx'
import { words } from '../words.ts'

/** Whoever is signed in, as contracts name them. */
const EVERYONE = 'everyone'

type View = WireOutput<typeof listViews>['items'][number]

interface ViewsProps {
  readonly address: AddressValues
  readonly change: (changes: Readonly<Record<string, string | null>>) => void
  readonly keptAs: string
}

export function Views({ address, change, keptAs: inBrowser }: ViewsProps) {
  const t = useWords(words)
  const list = inBrowser.trim()
  const [isOpen, open] = useState(false)
  const { data } = useAsk(listViews, { list }, { enabled: isOpen })
  useBroughtAlong(list, `throughline.views ${inBrowser}`, data?.items)
  const show = (values: AddressValues) => {
    open(false)
    change({ ...Object.fromEntries(Object.keys(address).map((word) => [word, null])), ...values })
  }
  const shown = data?.items ?? []
  return (
    <Popover position="bottom-end" opened={isOpen} onChange={open} width={300} trapFocus shadow="md">
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('views')}
          title={t('views')}
          onClick={() => open(!isOpen)}
        >
          <Icon name="star" />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('views')} p={4}>
        <Choice name={t('standardView')} press={() => show({})} />
        {shown.map((view) =>
          view.own ? (
            <OwnView key={view.id} view={view} show={show} />
          ) : (
            <Choice
              key={view.id}
              name={view.name}
              note={t('viewOf', { name: view.ownerName })}
              press={() => show(view.values)}
            />
          ),
        )}
        <Divider my={4} />
        <NewView list={list} values={address} />
      </Popover.Dropdown>
    </Popover>
  )
}

/** What this browser kept before views were kept for the person goes to them, once; a name there is already stays. */
function useBroughtAlong(list: string, key: string, known: readonly View[] | undefined) {
  const save = useRun(saveView)
  const isDone = useRef(false)
  useEffect(() => {
    if (!known || isDone.current) return
    isDone.current = true
    const before = keptAs(key, isViews)
    if (!before) return
    const names = new Set(known.flatMap(({ name, own }) => (own ? [name] : [])))
    const missing = before.filter(({ name }) => !names.has(name))
    // What is not taken, for whatever reason, stays in the browser and is tried again by the next visit.
    Promise.all(missing.map(({ name, values }) => save.mutateAsync({ input: { list, name, values } }))).then(
      () => keep(key, null),
      () => undefined,
    )
  }, [list, key, known, save.mutateAsync])
}

type Kept = readonly { readonly name: string; readonly values: Record<string, string> }[]

const isViews = (value: unknown): value is Kept =>
  Array.isArray(value) &&
  value.every(
    (one) =>
      isRecord(one) &&
      typeof one['name'] === 'string' &&
      isRecord(one['values']) &&
      Object.values(one['values']).every((text) => typeof text === 'string'),
  )

function OwnView({ view, show }: { view: View; show: (values: AddressValues) => void }) {
  const t = useWords(words)
  const [isChanged, toggle] = useState(false)
  const remove = useRun(deleteView)
  return (
    <>
      <Group gap={0} wrap="nowrap">
        <Choice
          name={view.name}
          {...(view.sharedWith
            ? { note: t('shownTo', { role: audienceName(view.sharedWith, t('wholeFirm')) }) }
            : {})}
          press={() => show(view.values)}
        />
        <Small
          icon="edit"
          label={t('changeView', { name: view.name })}
          isPressed={isChanged}
          press={() => toggle(!isChanged)}
        />
        <Small
          icon="close"
          label={t('removeView', { name: view.name })}
          press={() => void remove.mutateAsync({ input: { viewId: view.id } }).catch(tellRefused)}
        />
      </Group>
      {isChanged && <ChangeView view={view} close={() => toggle(false)} />}
    </>
  )
}

const audienceName = (audience: string, everyone: string) =>
  audience === EVERYONE ? everyone : nameOf(audience)

/** Its name, and who else sees it: nobody, the firm, or those who have a role one has oneself. */
function ChangeView({ view, close }: { view: View; close: () => void }) {
  const t = useWords(words)
  const { me } = useSession()
  const alter = useRun(changeView)
  const set = (change: { name?: string; sharedWith?: string | null }) =>
    alter.mutateAsync({ input: { viewId: view.id, ...change } }).then(close, tellRefused)
  const roles = [...new Set(me.roles.map(({ role }) => role))]
  const audiences = [...roles, EVERYONE].map((value) => ({
    value,
    label: audienceName(value, t('wholeFirm')),
  }))
  return (
    <>
      <NameInput
        label={t('renameView', { name: view.name })}
        begin={view.name}
        give={(name) => set({ name })}
      />
      <NativeSelect
        size="xs"
        p={4}
        pt={0}
        aria-label={t('showView', { name: view.name })}
        data={[{ value: '', label: t('onlyMe') }, ...audiences]}
        value={view.sharedWith ?? ''}
        onChange={({ currentTarget }) => void set({ sharedWith: currentTarget.value || null })}
      />
    </>
  )
}

interface ChoiceProps {
  readonly name: string
  readonly note?: string
  readonly press: () => void
}

/** A view to be opened, by its name. */
function Choice({ name, note, press }: ChoiceProps) {
  return (
    <Button
      variant="subtle"
      color="gray"
      size="sm"
      h="auto"
      px="xs"
      py={6}
      fullWidth
      justify="flex-start"
      ta="start"
      c="var(--mantine-color-text)"
      aria-label={name}
      onClick={press}
    >
      <span>
        {name}
        {note && (
          <Text size="xs" c="dimmed" fw={400}>
            {note}
          </Text>
        )}
      </span>
    </Button>
  )
}

interface SmallProps {
  readonly icon: 'edit' | 'close'
  readonly label: string
  readonly isPressed?: boolean
  readonly press: () => void
}

function Small({ icon, label, isPressed, press }: SmallProps) {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={28}
      aria-label={label}
      title={label}
      {...(isPressed === undefined ? {} : { 'aria-expanded': isPressed })}
      onClick={press}
    >
      <Icon name={icon} size={14} />
    </ActionIcon>
  )
}

function NewView({ list, values }: { list: string; values: AddressValues }) {
  const t = useWords(words)
  const save = useRun(saveView)
  return (
    <NameInput
      label={t('viewName')}
      button={t('saveView')}
      begin=""
      give={(name) => save.mutateAsync({ input: { list, name, values } }).then(() => undefined, tellRefused)}
    />
  )
}

interface NameInputProps {
  readonly label: string
  readonly button?: string
  readonly begin: string
  readonly give: (name: string) => Promise<void>
}

function NameInput({ label, button = label, begin, give }: NameInputProps) {
  const [name, setName] = useState(begin)
  const done = () => {
    if (name.trim() !== '') void give(name.trim()).then(() => setName(''))
  }
  return (
    <Group gap={4} p={4} wrap="nowrap">
      <TextInput
        size="xs"
        style={{ flex: 1 }}
        aria-label={label}
        placeholder={label}
        value={name}
        maxLength={80}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
        onKeyDown={({ key }) => key === 'Enter' && done()}
      />
      <ActionIcon variant="light" aria-label={button} onClick={done}>
        <Icon name="plus" size={16} />
      </ActionIcon>
    </Group>
  )
}
