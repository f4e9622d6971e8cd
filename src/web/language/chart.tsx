/**
 * The chart: how something goes from step to step. It is drawn late, by a library that only screens with a chart load; what
 * it shows stands beneath it as a table, for whoever reads rather than looks.
 */
import { Box, Table, Text } from '@mantine/core'
import { Suspense } from 'react'
import { late } from '../wire/late.ts'
import { useWords } from '../words/words.ts'
import type { ChartProps } from './chart-props.ts'
import { words } from './words.ts'

const Drawing = late(async () => ({ default: (await import('./chart-drawing.tsx')).ChartDrawing }))

const HEIGHT = 240

export function Chart(props: ChartProps) {
  const { label } = props
  return (
    <Box component="figure" m={0} aria-label={label}>
      <Text component="figcaption" size="sm" fw={600} mb={4}>
        {label}
      </Text>
      <Suspense fallback={<Box h={HEIGHT} />}>
        <Drawing {...props} height={HEIGHT} />
      </Suspense>
      <AsTable {...props} />
    </Box>
  )
}

function AsTable({ label, steps, series, show }: ChartProps) {
  const t = useWords(words)
  return (
    <Box component="details" fz="sm">
      <Box component="summary" c="dimmed" style={{ cursor: 'pointer' }}>
        {t('asTable')}
      </Box>
      <Table.ScrollContainer minWidth={series.length * 120 + 120}>
        <Table withTableBorder aria-label={label}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th />
              {series.map(({ name }) => (
                <Table.Th key={name} ta="end">
                  {name}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {steps.map((step, index) => (
              <Table.Tr key={step}>
                <Table.Th scope="row" fw={400}>
                  {step}
                </Table.Th>
                {series.map(({ name, values }) => (
                  <Table.Td key={name} ta="end" style={{ fontVariantNumeric: 'tabular-nums' }}>
                    {show(values[index] ?? 0)}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Box>
  )
}
