// Step 8 of 8, the order of the work: which fits are made, and how they overlap.
import {
  type Fitted,
  fitOn,
  type HoldOutTask,
  type MailScores,
  scoreHeldOut,
  scoreThenLearn,
} from './hold-out.js'
import { FEW_MAILS, type SplitPlan } from './split-plan.js'

/** Called with how many parts of how many are done, and what comes next. */
export type OnProgress = (done: number, total: number, what: string) => void

export interface LearntAndScored {
  readonly fitted: Fitted
  readonly scores: readonly MailScores[]
  /** The newest mails scored by a network that learnt the older ones, where that is tried separately. */
  readonly ofNewest: readonly MailScores[] | undefined
}

/**
 * Learns the model, and scores every held-out mail by a network that has not seen it. Few mails are held out in folds, each fold prepared
 * while the hidden path of the previous one still learns; of many, one part is held out and learnt afterwards.
 */
export async function learnAndScore(
  task: HoldOutTask,
  { turns, newest }: SplitPlan,
  onProgress?: OnProgress,
): Promise<LearntAndScored> {
  const [only] = turns
  if (only && turns.length === 1 && task.corpus.ids.length >= FEW_MAILS) {
    onProgress?.(0, 1, 'most of the mails, then those held out')
    await breathe()
    return { ...(await scoreThenLearn(task, only)), ofNewest: undefined }
  }
  const parts = newest ? [...turns, newest] : turns
  let before: Promise<unknown> = Promise.resolve()
  /** Begins while the hidden path of the previous fit still learns, and waits for that one. */
  const begin = async <Result>(
    at: number,
    what: string,
    work: () => Promise<Result>,
  ): Promise<Begun<Result>> => {
    onProgress?.(at, parts.length + 1, what)
    await breathe()
    const done = work()
    done.catch(() => {}) // reported where it is awaited
    await before
    before = done
    return { done }
  }
  const scorings: Begun<readonly MailScores[]>[] = []
  for (const [at, turn] of parts.entries()) {
    const what = turn === newest ? 'the newest mails' : `held-out part ${at + 1} of ${turns.length}`
    scorings.push(await begin(at, what, () => scoreHeldOut(task, turn)))
  }
  const fitting = await begin(parts.length, 'the model itself', () =>
    fitOn(task, [...task.corpus.ids.keys()]),
  )
  const scores = await Promise.all(scorings.map(({ done }) => done))
  return {
    fitted: await fitting.done,
    scores: scores.slice(0, turns.length).flat(),
    ofNewest: scores[turns.length],
  }
}

// ---------------------------------------------------------------------------------------------------------------

/** Under way; wrapped, because an async function that returned the bare promise would wait for it. */
interface Begun<Result> {
  readonly done: Promise<Result>
}

/** Lets a progress line be drawn between two long computations. */
const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
