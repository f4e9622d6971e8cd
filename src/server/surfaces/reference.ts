import type { Surface } from './surface.ts'

export const reference: Surface = () => undefined
