/** The drawing of a chart: loaded when one is shown. */
import { useComputedColorScheme, useMantineTheme } from '@mantine/core'
import { BarChart, LineChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { init, use as load } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import type { ChartProps } from './chart-props.ts'

load([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, AriaComponent, SVGRenderer])

/** Told from each other by lightness, and by pattern; the first is the firm's own colour. */
const others = {
  light: ['#0f766e', '#b45309', '#6b7280', '#9d174d'],
  dark: ['#2dd4bf', '#fbbf24', '#9ca3af', '#f472b6'],
}

export function ChartDrawing({ steps, series, show, onPick, height }: ChartProps & { height: number }) {
  const holder = useRef<HTMLDivElement>(null)
  const scheme = useComputedColorScheme('light')
  const { colors, fontFamily = 'sans-serif' } = useMantineTheme()
  const own = colors['line']?.[scheme === 'dark' ? 5 : 7] ?? ''
  const pick = useRef(onPick)
  pick.current = onPick
  const drawn = JSON.stringify({ steps, series })
  const shown = useRef(show)
  shown.current = show
  useEffect(() => {
    if (!holder.current) return
    const chart = init(holder.current, null, { renderer: 'svg' })
    const what = JSON.parse(drawn) as Pick<ChartProps, 'steps' | 'series'>
    const looks = { palette: [own, ...others[scheme]], isDark: scheme === 'dark', fontFamily }
    chart.setOption(optionOf(what, looks, (value) => shown.current(value)))
    chart.on('click', ({ dataIndex }) => pick.current?.(dataIndex))
    const sizes = new ResizeObserver(() => chart.resize())
    sizes.observe(holder.current)
    return () => {
      sizes.disconnect()
      chart.dispose()
    }
  }, [drawn, own, scheme, fontFamily])
  return <div ref={holder} aria-hidden="true" style={{ height }} />
}

interface Looks {
  readonly palette: string[]
  readonly isDark: boolean
  /** Named, and not inherited: what is written is measured before it is drawn. */
  readonly fontFamily: string
}

function optionOf(
  { steps, series }: Pick<ChartProps, 'steps' | 'series'>,
  { palette, isDark, fontFamily }: Looks,
  show: (value: number) => string,
) {
  const ink = isDark ? '#c9c9c9' : '#495057'
  const line = { lineStyle: { color: isDark ? '#424242' : '#dee2e6' } }
  return {
    animation: false,
    color: palette,
    aria: { enabled: true, decal: { show: series.length > 1 } },
    textStyle: { color: ink, fontFamily },
    grid: { left: 8, right: 8, top: 36, bottom: 4, containLabel: true },
    legend: { top: 0, left: 0, textStyle: { color: ink }, itemHeight: 10 },
    tooltip: { trigger: 'axis', valueFormatter: (value: unknown) => show(value as number), confine: true },
    xAxis: {
      type: 'category',
      data: [...steps],
      axisLabel: { color: ink, hideOverlap: true },
      axisLine: line,
    },
    yAxis: {
      type: 'value',
      axisLabel: { color: ink, formatter: show },
      splitLine: line,
      splitNumber: 4,
    },
    series: series.map(({ name, values, kind = 'column' }) =>
      kind === 'line'
        ? { name, type: 'line' as const, data: [...values], step: 'middle' as const, symbol: 'none' }
        : { name, type: 'bar' as const, stack: 'all', data: [...values], barMaxWidth: 48 },
    ),
  }
}
