import { pino } from 'pino'

/** The one logger's shape: structured fields first, then words. */
export interface Log {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** JSON lines on standard error, so that standard output stays for answers. `silent` turns it off. */
export function openLog(level: 'info' | 'warn' | 'error' | 'silent' = 'info'): Log {
  return pino({ level, base: null }, pino.destination(2))
}
