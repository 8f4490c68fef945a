// How long a piece of work keeps the processor busy. The wall clock would measure what else the machine does.

/** Milliseconds of processor time of the best of three runs. */
export function cpuMs(work: () => unknown): number {
  const times = [1, 2, 3].map(() => {
    const before = process.cpuUsage()
    work()
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000
  })
  return Math.min(...times)
}
