// Fault points: named places before and after every durable step and every outside effect. A test arms some at the start of a process,
// and exactly there the process is killed, fails or waits. In production none is armed, and passing one is a comparison (docs/faults.md).
import { appendFileSync } from 'node:fs'
import { TriageError } from './errors.js'

/** Every step with what is done between its points `<step>.before` and `<step>.after`. */
export const faultSteps = {
  // the ledger: each is one transaction, whose statements are all done at `commit.before`
  commit: 'a transaction is committed, whichever it is',
  received: 'fetched mail is recorded with its bytes',
  polled: 'it is noted how a poll went',
  attempt: 'an attempt at deciding a mail is counted',
  decided: 'decisions are recorded with the deliveries they ask for',
  outcome: 'what became of deliveries is recorded',
  queued: "mail is put into a department's queue in the ledger",
  'queue-taken': "a mail is taken from a department's queue in the ledger",
  'queue-done': "a mail of a department's queue in the ledger is finished",
  consumed: 'jobs that departments have taken are noted',
  refilled: 'jobs that were put back into Redis are noted',
  answered: "a person's answer is recorded with the deliveries it asks for",
  moved: "a person's putting filed mail elsewhere is recorded with the deliveries it asks for",
  undone: 'the taking back of a decision is recorded with the deliveries it asks for',
  'folder-marked': "what was seen of a department's folder is noted",
  left: 'mail that left a folder is noted',
  seen: 'mail that was found in a folder is noted',
  audited: 'a row is written to the trail by itself',
  lease: 'the right to work on a mailbox is acquired',
  'lease-released': 'the right to work on a mailbox is given back',
  // the mailbox
  'imap-fetch': 'mails are fetched',
  'imap-look': 'mails are looked for in the folder they were to be moved to',
  'imap-move': 'mails are moved by MOVE',
  'imap-copy': 'mails are copied, where the server has no MOVE',
  'imap-expunge': 'the originals of copied mails are expunged',
  'imap-mark': 'the originals of copied mails are marked, where no single mail can be expunged',
  // Redis
  'redis-schedule': 'the schedule of the polls is laid',
  'redis-ask': 'workers are asked to decide mails',
  'redis-add': "jobs are added to a department's queue",
  'redis-remove': "a job is taken back out of a department's queue",
  'triage-job': 'a worker decides a mail that it was asked for',
  // the model in use
  pointer: 'the file that names the model in use is written beside the old one',
  'pointer-switch': 'the file that names the model in use takes the place of the old one',
} as const

export type FaultStep = keyof typeof faultSteps
export type FaultPoint = `${FaultStep}.${'before' | 'after'}`

type Action = 'kill' | 'fail' | 'delay'

/** What happens at the n-th passing of a point. */
interface Fault {
  readonly action: Action
  readonly point: FaultPoint
  readonly nth: number
  /** Of a delay. */
  readonly delayMs: number
}

/** The variables of a test that breaks the program; nobody else sets them. */
export const faultVariables = {
  /** `kill decided.after 2`, `fail imap-move.after 1`, `delay redis-add.before 1 3000`; several with commas between. */
  faults: 'POSTFORDELER_FAULT',
  /** A file that gets the name of each point as it is passed, a line each. */
  trace: 'POSTFORDELER_FAULT_TRACE',
  /** Without this set to "tests-only" a process with one of the others does not start. */
  consent: 'POSTFORDELER_FAULT_CONSENT',
} as const

interface Armed {
  readonly faults: readonly Fault[]
  readonly trace: string | undefined
  readonly passed: Map<FaultPoint, number>
}

let armed: Armed | undefined

/**
 * Arms what the environment asks for; nothing when it asks for nothing. Called once, at the start of the process.
 * @throws FAULT_POINTS_REFUSED without the variable that says this is a test, or for a fault that cannot be read
 */
export function armFaults(env: Readonly<Record<string, string | undefined>>): void {
  const [faults, trace] = [env[faultVariables.faults], env[faultVariables.trace]]
  if (!faults && !trace) return
  if (env[faultVariables.consent] !== 'tests-only')
    throw refused(`${faultVariables.consent} is not "tests-only"`)
  armed = { faults: readFaults(faults ?? ''), trace, passed: new Map() }
}

/** Whether any point is armed; where it is not, nothing needs to be wrapped. */
export const hasFaults = (): boolean => armed !== undefined

/** Does a step between its two points. */
export async function passing<T>(step: FaultStep, work: () => Promise<T>): Promise<T> {
  if (armed === undefined) return work()
  await atFaultPoint(`${step}.before`)
  const result = await work()
  await atFaultPoint(`${step}.after`)
  return result
}

/** Passes one point, where a step is not one call. */
export async function atFaultPoint(point: FaultPoint): Promise<void> {
  if (armed !== undefined) await pass(armed, point)
}

// ---------------------------------------------------------------------------------------------------------------

async function pass({ faults, trace, passed }: Armed, point: FaultPoint): Promise<void> {
  const nth = (passed.get(point) ?? 0) + 1
  passed.set(point, nth)
  if (trace !== undefined) appendFileSync(trace, `${point}\n`)
  const fault = faults.find((one) => one.point === point && one.nth === nth)
  if (fault?.action === 'kill') process.kill(process.pid, 'SIGKILL')
  if (fault?.action === 'fail') throw new Error(`the test made ${point} fail`)
  if (fault?.action === 'delay') await new Promise((resume) => setTimeout(resume, fault.delayMs))
}

const readFaults = (text: string): readonly Fault[] =>
  text
    .split(',')
    .filter((part) => part.trim() !== '')
    .map((part) => readFault(part.trim()))

function readFault(text: string): Fault {
  const { action, step, side, nth, delayMs } =
    /^(?<action>kill|fail|delay) (?<step>[a-z-]+)\.(?<side>before|after) (?<nth>[1-9]\d{0,5})( (?<delayMs>\d{1,6}))?$/.exec(
      text,
    )?.groups ?? {}
  if (step === undefined || !(step in faultSteps)) throw refused(`"${text}" is no fault`)
  const point = `${step}.${side}` as FaultPoint
  return { action: action as Action, point, nth: Number(nth), delayMs: Number(delayMs ?? 0) }
}

const refused = (why: string): TriageError =>
  new TriageError(
    'FAULT_POINTS_REFUSED',
    `This process was asked to break itself and does not start: ${why}.`,
    {
      hint: `Unset ${faultVariables.faults} and ${faultVariables.trace}: they are for the fault tests alone.`,
    },
  )
