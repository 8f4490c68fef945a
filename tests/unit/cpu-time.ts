// How long a piece of work keeps the processor busy. The wall clock would measure what else the machine does.

/** Milliseconds of processor time of the best of three runs. */
export const cpuMs = (work: () => unknown): number => Math.min(...[1, 2, 3].map(() => onceMs(work)))

/** Whether the best of three runs takes no longer: as soon as one does not, the others need not be made. */
export const takesAtMost = (ms: number, work: () => unknown): boolean =>
  [1, 2, 3].some(() => onceMs(work) <= ms)

/** Milliseconds that this process, with all its threads, has kept processors busy so far. */
export function cpuNowMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

// ---------------------------------------------------------------------------------------------------------------

function onceMs(work: () => unknown): number {
  const before = cpuNowMs()
  work()
  return cpuNowMs() - before
}
