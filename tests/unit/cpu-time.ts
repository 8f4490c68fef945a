// How long a piece of work keeps the processor busy. The wall clock would measure what else the machine does.

/** Milliseconds of processor time of the best of three runs. */
export const cpuMs = (work: () => unknown): number => Math.min(...[1, 2, 3].map(() => onceMs(work)))

/** Whether the best of three runs takes no longer: as soon as one does not, the others need not be made. */
export const takesAtMost = (ms: number, work: () => unknown): boolean =>
  [1, 2, 3].some(() => onceMs(work) <= ms)

// ---------------------------------------------------------------------------------------------------------------

function onceMs(work: () => unknown): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
