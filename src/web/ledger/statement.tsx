/** A statement of the firm as a whole: groups of accounts in columns, with sums; each account opens what it is made of. */
import { Anchor, Table } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Fragment } from 'react'
import { MoneyText } from '../language/value.tsx'
import type { WireMoney } from '../words/format.ts'
import css from './statement.module.css'

export interface StatementLine {
  readonly key: string
  readonly label: string
  readonly place: string
  readonly amounts: readonly WireMoney[]
}

export interface StatementGroup {
  readonly key: string
  readonly title: string
  readonly lines: readonly StatementLine[]
  readonly sums: readonly WireMoney[]
  /** What the groups to here come to, where that has a name. */
  readonly subtotal?: { readonly title: string; readonly amounts: readonly WireMoney[] }
}

interface StatementProps {
  readonly label: string
  readonly headings: readonly string[]
  readonly groups: readonly StatementGroup[]
}

/** Room for a label and for each column of figures, in pixels. */
const LABEL_PX = 240
const COLUMN_PX = 124

export function Statement({ label, headings, groups }: StatementProps) {
  return (
    <Table.ScrollContainer minWidth={headings.length > 1 ? LABEL_PX + headings.length * COLUMN_PX : 300}>
      <Table aria-label={label} className={css['statement']} data-wide={headings.length > 1 || undefined}>
        <Table.Thead>
          <Table.Tr>
            <Table.Td />
            {headings.map((heading) => (
              <Table.Th key={heading} ta="end">
                {heading}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {groups.map((group) => (
            <GroupRows key={group.key} group={group} headings={headings} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

interface GroupProps {
  readonly group: StatementGroup
  readonly headings: readonly string[]
}

function GroupRows({ group, headings }: GroupProps) {
  return (
    <Fragment>
      <Table.Tr className={css['group']}>
        <Table.Th scope="row">{group.title}</Table.Th>
        <Amounts amounts={group.sums} headings={headings} isBold />
      </Table.Tr>
      {group.lines.map((line) => (
        <Table.Tr key={line.key}>
          <Table.Td pl="lg">
            <Anchor component={Link} {...linkTo(line.place)} inherit>
              {line.label}
            </Anchor>
          </Table.Td>
          <Amounts amounts={line.amounts} headings={headings} />
        </Table.Tr>
      ))}
      {group.subtotal && (
        <Table.Tr className={css['subtotal']}>
          <Table.Th scope="row">{group.subtotal.title}</Table.Th>
          <Amounts amounts={group.subtotal.amounts} headings={headings} isBold />
        </Table.Tr>
      )}
    </Fragment>
  )
}

/** A place with words behind the question mark, as a link takes it. */
function linkTo(place: string) {
  const [to = '', search = ''] = place.split('?')
  return { to, search: Object.fromEntries(new URLSearchParams(search)) as never }
}

interface AmountsProps {
  readonly amounts: readonly WireMoney[]
  readonly headings: readonly string[]
  readonly isBold?: boolean
}

function Amounts({ amounts, headings, isBold = false }: AmountsProps) {
  return headings.map((heading, index) => {
    const amount = amounts[index]
    return (
      <Table.Td key={heading} ta="end">
        {amount && <MoneyText value={amount} bold={isBold} />}
      </Table.Td>
    )
  })
}
