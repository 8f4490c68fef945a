// Which process this is, so that another one can tell for certain that it is gone. A number alone does not: in every container
// the program is number 1, and a machine gives its numbers out again.
import { randomUUID } from 'node:crypto'
import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'

/** What this process can see of processes: those of its own kernel and process namespace. */
export interface View {
  /** Names the running kernel and the namespace in it; undefined where the system does not tell. */
  readonly place: string | undefined
  /** When the process began, in ticks since the kernel did; undefined when no such process lives. */
  readonly startOf: (pid: number) => string | undefined
}

/** A name for this process that no other has, ever: `HOST.PLACE.PID.START.RANDOM`. */
export function nameOfThisProcess(view: View = ourView): string {
  const random = randomUUID().slice(0, 8)
  return [hostname(), view.place ?? 'unknown', process.pid, view.startOf(process.pid) ?? '0', random].join(
    '.',
  )
}

/**
 * Whether the process of that name is certainly gone. Of another machine or container nobody here can tell, even when it has our
 * host name and its process our number.
 */
export function isProcessGone(name: string, { place, startOf }: View = ourView): boolean {
  const told = /\.(?<place>[0-9a-f-]+)\.(?<pid>\d+)\.(?<start>\d+)\.[0-9a-f]+$/.exec(name)?.groups
  if (!told || place === undefined || told['place'] !== place) return false
  return startOf(Number(told['pid'])) !== told['start']
}

// ---------------------------------------------------------------------------------------------------------------

/** A number of a namespace is given out again only when the namespace has ended, and then all that ran in it has too. */
function placeHere(): string | undefined {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    const namespace = /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0]
    return namespace === undefined ? undefined : `${boot}-${namespace}`
  } catch {
    return undefined // not Linux, or no /proc
  }
}

/** Fields of /proc/PID/stat behind the name, which may hold anything: state is the first, the start time the twentieth. */
const STATE_FIELD = 0
const START_FIELD = 19

function startHere(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const hasEnded = /[ZX]/.test(fields[STATE_FIELD] ?? 'X') // killed, and not yet fetched by its parent
    return hasEnded ? undefined : fields[START_FIELD]
  } catch {
    return undefined
  }
}

const ourView: View = { place: placeHere(), startOf: startHere }
