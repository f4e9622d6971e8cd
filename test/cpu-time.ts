/** How long work took of the processor: what other programs do at the same time is not counted. */

/** Starts counting; the answer tells the milliseconds of processor time this thread has used since. */
export function startCpuTime(): () => number {
  const begun = process.threadCpuUsage()
  return () => {
    const { user, system } = process.threadCpuUsage(begun)
    return (user + system) / 1000
  }
}
