/** The record: what it is and where it stands, what can be done next, its facts, and everything that hangs on it. */
import { Anchor, Group, Paper, SimpleGrid, Tabs, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Fragment, type ReactNode, Suspense, use, useRef } from 'react'
import type { Contract } from '#kernel/contract.ts'
import { useSession } from '../wire/session.tsx'
import { nameOf } from '../words/names.ts'
import { useAddress } from './address.ts'
import { Icon } from './icon.tsx'
import { MayOpen } from './may-open.ts'
import { Page } from './page.tsx'
import css from './record.module.css'
import { StateBadge } from './state-badge.tsx'
import { Value } from './value.tsx'

export interface RecordTab {
  readonly name: string
  readonly title: string
  readonly content: ReactNode
  /** How many there are, beside the title. */
  readonly count?: number
  /** What must be permitted to see it, or one of several; who may not is not offered the tab. */
  readonly needs?: Contract | string | readonly string[]
}

export interface RecordProps {
  readonly title: string
  readonly state?: string
  readonly lead?: ReactNode
  /** Where it belongs: links up. */
  readonly trail?: readonly { readonly label: string; readonly to: string }[]
  readonly actions?: ReactNode
  /** Where it stands in its process. */
  readonly process?: ReactNode
  /** The figures one looks for first. */
  readonly figures?: ReactNode
  readonly facts?: ReactNode
  readonly tabs: readonly RecordTab[]
}

export function RecordPage(props: RecordProps) {
  const { title, state, lead, trail, actions, process, figures, facts } = props
  const { may } = useSession()
  const [{ tab }, change] = useAddress()
  const list = useRef<HTMLDivElement>(null)
  const mayOpen = use(MayOpen)
  const tabs = props.tabs.filter(({ needs }) => {
    if (needs === undefined) return true
    return Array.isArray(needs) ? needs.some(may) : may(needs as Contract | string)
  })
  const first = tabs[0]?.name ?? null
  const up = trail?.filter(({ to }) => mayOpen(to)) ?? []
  return (
    <Page
      title={title}
      aside={state && <StateBadge state={state} />}
      lead={
        <>
          {up.length > 0 && (
            <Group gap={6} component="nav">
              {up.map(({ label, to }, index) => (
                <Fragment key={to}>
                  {index > 0 && <Icon name="next" size={12} />}
                  <Anchor component={Link} to={to} size="sm">
                    {label}
                  </Anchor>
                </Fragment>
              ))}
            </Group>
          )}
          {lead}
        </>
      }
      actions={actions}
    >
      {process}
      {figures}
      {facts}
      {tabs.length > 0 && (
        <Tabs
          value={tabs.some(({ name }) => name === tab) ? (tab ?? first) : first}
          onChange={(name) => {
            change({ tab: name })
            showBeneath(list.current)
          }}
          keepMounted={false}
        >
          <Tabs.List ref={list} className={css['tabs']}>
            {tabs.map(({ name, title: label, count }) => (
              <Tabs.Tab key={name} value={name} style={{ flex: 'none' }}>
                {label}
                {count !== undefined && (
                  <Text span c="dimmed" size="xs" ml={6}>
                    {count}
                  </Text>
                )}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {tabs.map(({ name, content }) => (
            <Tabs.Panel key={name} value={name} pt="md">
              <Suspense>{content}</Suspense>
            </Tabs.Panel>
          ))}
        </Tabs>
      )}
    </Page>
  )
}

/** On a phone the tabs may stand at the bottom: what was opened is of no use below the screen. */
function showBeneath(list: HTMLElement | null) {
  if (list && list.getBoundingClientRect().top > window.innerHeight / 2)
    list.scrollIntoView({ block: 'start' })
}

/** Facts beside each other: a field and its value. */
export function Facts({
  of,
  names,
  show = {},
}: {
  of: object
  /** The fields to show, in this order. */
  names: readonly string[]
  /** How some of them are shown, where the value alone does not do. */
  show?: Readonly<Record<string, ReactNode>>
}) {
  const values = of as Readonly<Record<string, unknown>>
  return (
    <Paper withBorder p="md">
      <dl className={css['facts']}>
        {names.map((name) => (
          <div key={name} style={{ minWidth: 0 }}>
            <Text component="dt" size="xs" c="dimmed">
              {nameOf(name)}
            </Text>
            <Text component="dd" m={0} size="sm" style={{ overflowWrap: 'anywhere' }}>
              {show[name] ?? <Value name={name} value={values[name]} />}
            </Text>
          </div>
        ))}
      </dl>
    </Paper>
  )
}

/** Figures in a row; on a phone two beside each other. */
export function Figures({ children }: { children: ReactNode }) {
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: 4 }} className={css['figures'] ?? ''}>
      {children}
    </SimpleGrid>
  )
}

/** A link to a record's screen; only its name for whom no role lets open that. */
export function RecordLink({
  to,
  isInText = false,
  children,
}: {
  to: string
  /** Underlined, because words that are no link stand beside it. */
  isInText?: boolean
  children: ReactNode
}) {
  const mayOpen = use(MayOpen)
  if (!mayOpen(to)) return <>{children}</>
  return (
    <Anchor component={Link} to={to} inherit underline={isInText ? 'always' : 'hover'}>
      {children}
    </Anchor>
  )
}
