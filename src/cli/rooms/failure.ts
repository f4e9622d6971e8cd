/** What went wrong, in words for a person and a number for a script. */
import { UsageFault } from './arguments.ts'
import { type Problem, ProblemAnswer, Unreachable } from './send.ts'

/** What the program ends with. */
export const exitCodes = {
  done: 0,
  fault: 1,
  wrongInput: 2,
  notPermitted: 3,
  notFound: 4,
  conflict: 5,
  tryAgain: 6,
} as const

/** Says it on standard error and gives the exit code. */
export function report(cause: unknown): number {
  if (cause instanceof UsageFault) {
    console.error(cause.message)
    return exitCodes.wrongInput
  }
  if (cause instanceof Unreachable) {
    console.error(cause.message)
    return exitCodes.tryAgain
  }
  if (!(cause instanceof ProblemAnswer)) throw cause
  console.error(problemWords(cause.problem))
  return exitCodeOf(cause.problem)
}

/** A problem as people read it: what is wrong, where, and the code to look it up by. */
export function problemWords({ code, detail, errors = [], status, traceId }: Problem): string {
  const places = errors.map((error) => `  ${error.pointer || '(whole input)'}: ${error.detail}`)
  const hint =
    code === 'unauthenticated' ? ['Sign in with "throughline sign-in", or set THROUGHLINE_API_KEY.'] : []
  const trace = status >= 500 && traceId ? `, trace ${traceId}` : ''
  return [detail, ...places, ...hint, `(${code}${trace})`].join('\n')
}

export function exitCodeOf({ status }: Problem): number {
  if (status === 401 || status === 403) return exitCodes.notPermitted
  if (status === 404) return exitCodes.notFound
  if (status === 409 || status === 412 || status === 428) return exitCodes.conflict
  if (status === 429 || status === 503) return exitCodes.tryAgain
  return status >= 500 ? exitCodes.fault : exitCodes.wrongInput
}
