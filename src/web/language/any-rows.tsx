/** Rows of whatever kind, of which only the shape is known: each field as people read it, figures under each other. */
import { Table, type TableProps } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { nameOf } from '../words/names.ts'
import { isFigure, Value } from './value.tsx'

export type AnyRow = Readonly<Record<string, unknown>>

interface AnyRowsProps extends Pick<TableProps, 'fz' | 'striped' | 'stickyHeader' | 'verticalSpacing'> {
  readonly rows: readonly AnyRow[]
  /** The fields to show, in this order. */
  readonly names: readonly string[]
  /** The width below which they are scrolled sideways, in pixels. */
  readonly widthMin: number
  /** Where a row leads; null where it leads nowhere. */
  readonly opens?: (row: AnyRow) => string | null
}

export function AnyRows({ rows, names, widthMin, opens, ...looks }: AnyRowsProps) {
  const [first = {}] = rows
  const side = (row: AnyRow, name: string) => (isFigure(name, row[name]) ? 'end' : 'start')
  return (
    <Table.ScrollContainer minWidth={widthMin}>
      <Table {...looks} highlightOnHover={opens !== undefined}>
        <Table.Thead>
          <Table.Tr>
            {names.map((name) => (
              <Table.Th key={name} ta={side(first, name)}>
                {nameOf(name)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of any kind have no name in common
            <OneRow key={index} place={opens?.(row) ?? null}>
              {names.map((name) => (
                <Table.Td key={name} ta={side(row, name)}>
                  <Value name={name} value={row[name]} />
                </Table.Td>
              ))}
            </OneRow>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

/** A row that leads somewhere is opened by a press, of a finger or of a key. */
function OneRow({ place, children }: { place: string | null; children: React.ReactNode }) {
  const navigate = useNavigate()
  if (place === null) return <Table.Tr>{children}</Table.Tr>
  return (
    <Table.Tr
      tabIndex={0}
      style={{ cursor: 'pointer' }}
      onClick={() => void navigate({ to: place })}
      onKeyDown={({ key }) => key === 'Enter' && void navigate({ to: place })}
    >
      {children}
    </Table.Tr>
  )
}
