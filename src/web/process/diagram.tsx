/** A model as its diagram, with what happens in it: where instances wait, which path one took, where it is hot. */
import 'bpmn-js/dist/assets/diagram-js.css'
import 'bpmn-js/dist/assets/bpmn-js.css'
import './diagram.css'
import { ActionIcon, Box, Group, Text } from '@mantine/core'
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer'
import { useEffect, useRef, useState } from 'react'
import { Icon } from '../language/icon.tsx'
import { useWords } from '../words/words.ts'
import { inLanguage } from './diagram-names.ts'
import { words } from './words.ts'

/** What is shown on an element of the diagram, by its id. */
export interface Mark {
  /** Passed: the path. Waiting: here it stands. Trouble: somebody must look. Warm and hot: how long things wait here. */
  readonly tone?: 'passed' | 'waiting' | 'trouble' | 'warm' | 'hot'
  /** A number in its corner. */
  readonly count?: number
  readonly title?: string
}

export interface DiagramProps {
  readonly xml: string
  readonly marks?: Readonly<Record<string, Mark>>
  readonly onPick?: (element: string) => void
  readonly height?: number
}

interface Canvas {
  zoom(to: 'fit-viewport' | number, center?: 'auto'): number
  zoom(): number
  addMarker(element: string, marker: string): void
}
interface Overlays {
  add(element: string, overlay: object): void
}
interface EventBus {
  on(event: string, callback: (event: { element: { id: string } }) => void): void
}
interface Elements {
  get(id: string): unknown
}

export function Diagram({ xml, marks = {}, onPick, height = 420 }: DiagramProps) {
  const t = useWords(words)
  const holder = useRef<HTMLDivElement>(null)
  const viewer = useRef<NavigatedViewer | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const pick = useRef(onPick)
  pick.current = onPick
  const shown = JSON.stringify(marks)
  useEffect(() => {
    if (!holder.current) return
    const drawn = new NavigatedViewer({ container: holder.current })
    viewer.current = drawn
    drawn.get<EventBus>('eventBus').on('element.click', ({ element }) => pick.current?.(element.id))
    drawn.importXML(inLanguage(xml)).then(
      () => {
        drawn.get<Canvas>('canvas').zoom('fit-viewport', 'auto')
        paint(drawn, JSON.parse(shown) as Record<string, Mark>)
      },
      (error: Error) => setProblem(error.message),
    )
    return () => drawn.destroy()
  }, [xml, shown])
  const zoom = (factor: number) => {
    const canvas = viewer.current?.get<Canvas>('canvas')
    canvas?.zoom(canvas.zoom() * factor)
  }
  return (
    <Box pos="relative" bd="1px solid var(--mantine-color-default-border)" style={{ borderRadius: 8 }}>
      {/* Diagrams are drawn in ink on paper, in both themes. */}
      <section ref={holder} className="diagram" style={{ height }} aria-label={t('diagram')} />
      {problem && (
        <Text c="red" size="sm" p="md">
          {problem}
        </Text>
      )}
      <Group gap={4} pos="absolute" top={8} right={8} className="no-print">
        <ActionIcon variant="default" aria-label={t('zoomIn')} onClick={() => zoom(1.25)}>
          +
        </ActionIcon>
        <ActionIcon variant="default" aria-label={t('zoomOut')} onClick={() => zoom(0.8)}>
          −
        </ActionIcon>
        <ActionIcon
          variant="default"
          aria-label={t('zoomFit')}
          onClick={() => viewer.current?.get<Canvas>('canvas').zoom('fit-viewport', 'auto')}
        >
          <Icon name="search" size={14} />
        </ActionIcon>
      </Group>
    </Box>
  )
}

function paint(drawn: NavigatedViewer, marks: Readonly<Record<string, Mark>>): void {
  const canvas = drawn.get<Canvas>('canvas')
  const overlays = drawn.get<Overlays>('overlays')
  const elements = drawn.get<Elements>('elementRegistry')
  for (const [element, { tone, count, title }] of Object.entries(marks)) {
    if (!elements.get(element)) continue
    if (tone) canvas.addMarker(element, `mark-${tone}`)
    if (count === undefined) continue
    const badge = document.createElement('span')
    badge.className = `diagram-count diagram-count-${tone ?? 'waiting'}`
    badge.textContent = String(count)
    if (title) badge.title = title
    overlays.add(element, { position: { top: -12, right: 14 }, html: badge })
  }
}
