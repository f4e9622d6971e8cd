/** The picture of a BPMN model, as far as a machine can say whether it is well drawn. */

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

interface Drawing {
  /** Everything that is not drawn as it should be, in words; empty for a good drawing. */
  problems(): string[]
}

const nodeTags =
  'startEvent|endEvent|intermediateCatchEvent|intermediateThrowEvent|boundaryEvent|task|userTask|serviceTask|scriptTask|businessRuleTask|sendTask|receiveTask|callActivity|subProcess|exclusiveGateway|parallelGateway|inclusiveGateway|eventBasedGateway'

const attributes = (text: string) =>
  Object.fromEntries(
    [...text.matchAll(/([\w:]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
  )

/** Reads the semantic part and the diagram interchange of one file. */
export function drawingOf(xml: string): Drawing {
  const nodes = [...xml.matchAll(new RegExp(`<bpmn:(${nodeTags})( [^>]*)>`, 'g'))].map(
    ([, tag = '', text = '']) => {
      const { id = '', name = '', attachedToRef = '' } = attributes(text)
      return { id, tag, name, host: attachedToRef }
    },
  )
  const flows = [...xml.matchAll(/<bpmn:sequenceFlow( [^>]*)>/g)].map(([, text = '']) => {
    const { id = '', sourceRef = '', targetRef = '' } = attributes(text)
    return { id, source: sourceRef, target: targetRef }
  })
  const lanes = [...xml.matchAll(/<bpmn:lane id="([^"]*)"[^>]*>([\s\S]*?)<\/bpmn:lane>/g)].map(
    ([, id = '', text = '']) => ({
      id,
      members: [...text.matchAll(/<bpmn:flowNodeRef>([^<]*)</g)].map(([, member = '']) => member),
    }),
  )
  const boxes = boxesOf(xml)
  const lines = linesOf(xml)
  const isInside = new Set(nodes.filter(({ tag }) => tag === 'subProcess').map(({ id }) => id))
  return {
    problems: () => [
      ...nodes.filter(({ id }) => !boxes.has(id)).map(({ id }) => `${id} has no place`),
      ...nodes
        .filter(({ tag, name }) => /Task|Activity|subProcess/.test(tag) && name === '')
        .map(({ id }) => `${id} has no name`),
      ...lanes.flatMap(({ id, members }) => outsideOf(boxes.get(id), members, boxes, id)),
      ...overlapping(
        nodes.filter(({ id, host }) => host === '' && !isInside.has(id)).map(({ id }) => id),
        boxes,
      ),
      ...flows.flatMap((flow) => loose(flow, lines.get(flow.id) ?? [], boxes)),
    ],
  }
}

function boxesOf(xml: string): Map<string, Box> {
  const shapes = xml.matchAll(/<bpmndi:BPMNShape ([^>]*)>\s*<dc:Bounds ([^>]*)\/>/g)
  return new Map(
    [...shapes].map(([, shape = '', bounds = '']) => {
      const { x, y, width, height } = attributes(bounds)
      return [
        attributes(shape)['bpmnElement'] ?? '',
        { x: Number(x), y: Number(y), width: Number(width), height: Number(height) },
      ]
    }),
  )
}

type Point = Readonly<{ x: number; y: number }>

function linesOf(xml: string): Map<string, Point[]> {
  const edges = xml.matchAll(/<bpmndi:BPMNEdge ([^>]*)>([\s\S]*?)<\/bpmndi:BPMNEdge>/g)
  return new Map(
    [...edges].map(([, edge = '', text = '']) => {
      const points = [...text.matchAll(/<di:waypoint ([^>]*)\/>/g)].map(([, at = '']) => attributes(at))
      return [
        attributes(edge)['bpmnElement'] ?? '',
        points.map(({ x, y }) => ({ x: Number(x), y: Number(y) })),
      ]
    }),
  )
}

/** Members of a lane whose middle is drawn outside of it. */
function outsideOf(
  lane: Box | undefined,
  members: readonly string[],
  boxes: Map<string, Box>,
  id: string,
): string[] {
  if (!lane) return [`${id} has no place`]
  return members
    .filter((member) => {
      const box = boxes.get(member)
      if (!box) return false
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
      return x < lane.x || x > lane.x + lane.width || y < lane.y || y > lane.y + lane.height
    })
    .map((member) => `${member} is drawn outside ${id}`)
}

function overlapping(ids: readonly string[], boxes: Map<string, Box>): string[] {
  return ids.flatMap((id, index) =>
    ids.slice(index + 1).flatMap((other) => {
      const [one, two] = [boxes.get(id), boxes.get(other)]
      if (!one || !two) return []
      const apart =
        one.x + one.width <= two.x ||
        two.x + two.width <= one.x ||
        one.y + one.height <= two.y ||
        two.y + two.height <= one.y
      return apart ? [] : [`${id} lies on ${other}`]
    }),
  )
}

/** A flow whose line is missing, or does not lead from the edge of its source to the edge of its target. */
function loose(
  flow: Readonly<{ id: string; source: string; target: string }>,
  points: readonly Point[],
  boxes: Map<string, Box>,
): string[] {
  const [from, to] = [points[0], points.at(-1)]
  if (!from || !to || points.length < 2) return [`${flow.id} has no line`]
  return [
    ...(touches(boxes.get(flow.source), from) ? [] : [`${flow.id} does not leave ${flow.source}`]),
    ...(touches(boxes.get(flow.target), to) ? [] : [`${flow.id} does not reach ${flow.target}`]),
  ]
}

function touches(box: Box | undefined, { x, y }: Point): boolean {
  if (!box) return false
  return x >= box.x - 1 && x <= box.x + box.width + 1 && y >= box.y - 1 && y <= box.y + box.height + 1
}
