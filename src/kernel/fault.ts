/** A fault that is told apart from all others. */

/**
 * Something around the program is not as it must be: a missing package, a closed folder, an unreachable database. The
 * message says what is wrong and what to do, and is shown without a stack trace.
 */
export class EnvironmentFault extends Error {
  override name = 'EnvironmentFault'
}
