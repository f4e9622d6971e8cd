import { canonical } from '../../wire/canonical.ts'

/** Whether two values say the same; what is missing is nothing. */
export const same = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b)
