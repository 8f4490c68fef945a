// Whether more mail would help: the same held-out mails, judged after learning from more and more of the others.
import { type HoldOutTask, type Judgement, judgeMore, scoreHeldOut } from './hold-out.js'
import { createRandom, shuffled } from './random.js'
import { isRight } from './scored.js'
import type { SplitTurn } from './split.js'

export interface LearningPoint {
  /** Mails learnt from. */
  readonly mails: number
  /** Share of the held-out mails whose right queue is named first. */
  readonly accuracy: number
}

/** Few points, since each trains again. */
const SHARES = [0.125, 0.25, 0.5, 1]

export async function learningCurve(
  task: HoldOutTask,
  turn: SplitTurn,
  judgement: Judgement,
): Promise<readonly LearningPoint[]> {
  const order = shuffled([...turn.learnt], createRandom(task.seed))
  const points: LearningPoint[] = []
  for (const share of SHARES) {
    const learnt = order.slice(0, Math.round(order.length * share))
    const scored = judgeMore(await scoreHeldOut(task, { learnt, held: turn.held }), task, judgement)
    points.push({
      mails: learnt.length,
      accuracy: scored.filter(isRight).length / Math.max(1, scored.length),
    })
  }
  return points
}
