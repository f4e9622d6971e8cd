/** A deal is dragged from stage to stage by the pointer; the menu of its card does the same by keyboard. */
import { type RefObject, useEffect, useRef, useState } from 'react'

const KIND = 'application/x-throughline-deal'

/** Makes an element something that can be dragged. */
export function useDragged<E extends HTMLElement>(payload: object, isAllowed: boolean): RefObject<E | null> {
  const element = useRef<E>(null)
  useEffect(() => {
    const node = element.current
    if (!node || !isAllowed) return
    const start = (event: DragEvent) => {
      event.dataTransfer?.setData(KIND, JSON.stringify(payload))
      node.dataset['moving'] = ''
    }
    const end = () => {
      delete node.dataset['moving']
    }
    node.addEventListener('dragstart', start)
    node.addEventListener('dragend', end)
    return () => {
      node.removeEventListener('dragstart', start)
      node.removeEventListener('dragend', end)
    }
  }, [payload, isAllowed])
  return element
}

/** Makes an element a place to drop on; says whether something is above it. */
export function useDropPlace<E extends HTMLElement, P>(
  dropped: (payload: P) => void,
): readonly [RefObject<E | null>, boolean] {
  const element = useRef<E>(null)
  const [isOver, setOver] = useState(false)
  useEffect(() => {
    const node = element.current
    if (!node) return
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes(KIND)) return
      event.preventDefault()
      setOver(true)
    }
    const leave = (event: DragEvent) => {
      if (!node.contains(event.relatedTarget as Node | null)) setOver(false)
    }
    const drop = (event: DragEvent) => {
      setOver(false)
      const text = event.dataTransfer?.getData(KIND)
      if (!text) return
      event.preventDefault()
      dropped(JSON.parse(text) as P)
    }
    node.addEventListener('dragover', over)
    node.addEventListener('dragleave', leave)
    node.addEventListener('drop', drop)
    return () => {
      node.removeEventListener('dragover', over)
      node.removeEventListener('dragleave', leave)
      node.removeEventListener('drop', drop)
    }
  }, [dropped])
  return [element, isOver]
}
