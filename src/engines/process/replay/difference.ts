/** What one version of a model adds, removes and changes. Pure. */

/** A part of a model: an element, a flow, a decision, a rule. */
export type Part = Readonly<{ id: string; kind: string; name: string; text: string }>

export type PartDifference = {
  change: 'added' | 'removed' | 'changed'
  id: string
  kind: string
  name: string
  /** What it said before and says now. */
  before: string | null
  after: string | null
}

/** Compares the parts of two versions by their ids: what is new and changed in its order, then what is gone. */
export function differenceOf(before: readonly Part[], after: readonly Part[]): PartDifference[] {
  const old = new Map(before.map((part) => [part.id, part]))
  const now = new Set(after.map(({ id }) => id))
  const told = after.flatMap((part): PartDifference[] => {
    const { id, kind, name, text } = part
    const was = old.get(id)
    if (!was) return [{ change: 'added', id, kind, name, before: null, after: text }]
    if (was.text === text && was.kind === kind) return []
    return [{ change: 'changed', id, kind, name, before: was.text, after: text }]
  })
  const gone = before
    .filter(({ id }) => !now.has(id))
    .map(
      ({ id, kind, name, text }): PartDifference => ({
        change: 'removed',
        id,
        kind,
        name,
        before: text,
        after: null,
      }),
    )
  return [...told, ...gone]
}
