/** Faults that are told apart from all others. */

/**
 * Something around the program is not as it must be: a missing package, a closed folder, an unreachable database. The
 * message says what is wrong and what to do, and is shown without a stack trace.
 */
export class EnvironmentFault extends Error {
  override name = 'EnvironmentFault'
}

/** What a transaction was decided on has been changed by another one; the write path decides it again. */
export class Moved extends Error {
  override name = 'Moved'
}
