/** What a chart is given. */

export interface ChartSeries {
  readonly name: string
  /** One a step; for the eye only, never to reckon with. */
  readonly values: readonly number[]
  /** A column, on the others of its kind; or a line above them. */
  readonly kind?: 'column' | 'line'
}

export interface ChartProps {
  readonly label: string
  readonly steps: readonly string[]
  readonly series: readonly ChartSeries[]
  /** A value as people read it. */
  readonly show: (value: number) => string
  readonly onPick?: (step: number) => void
}
