// The program is killed while it finishes what another kill has left behind, again and again, and then let be.
import { describe, expect, it } from 'vitest'
import type { FaultPoint } from '../../src/fault-points.js'
import { type Ground, prepareGround } from './fault-harness.js'
import { tellFigure } from './figures.js'
import { size } from './size.js'

const pass = ['route', '--once']

/** Where a pass is killed in the first place: with mail in every state of its journey. */
const beginnings: readonly FaultPoint[] = [
  'received.after',
  'decided.before',
  'decided.after',
  'imap-move.before',
  'imap-move.after',
  'outcome.before',
  'outcome.after',
  'queued.before',
  'queued.after',
  'commit.before',
]

/** Where the passes after it are killed: all that a pass does when it has left-overs and no new mail. */
const middles: readonly FaultPoint[] = [
  ...(['lease.after', 'imap-look.before', 'imap-look.after', 'imap-move.before', 'imap-move.after'] as const),
  ...(['attempt.before', 'attempt.after', 'decided.before', 'decided.after', 'folder-marked.after'] as const),
  ...(['queued.before', 'queued.after', 'outcome.before', 'outcome.after', 'polled.before'] as const),
  ...(['commit.before', 'commit.after', 'lease-released.before'] as const),
]

const kills = Number(process.env['POSTFORDELER_KILLS'] ?? size(4, 100))

describe(`killed ${kills} times during recovery`, () => {
  it.each(['sqlite', 'postgres'] as const)('with the ledger in %s', async (database) => {
    const ground = await prepareGround({ database })
    const figures = { kills: 0, rounds: 0, slowestMs: 0 }
    try {
      while (figures.kills < kills) {
        const beginning = anyOf(beginnings)
        await ground.deliver(anyOf([1, 5, 20]))
        await ground.killAt(`kill ${beginning} 1`, pass)
        const middle = await killRecoveries(ground, 1 + Math.floor(Math.random() * 3))
        const { wrong, tookMs } = await ground.settle()
        expect(wrong, `${beginning}, then ${middle.join(', ')}`).toEqual([])
        figures.kills += middle.length
        figures.rounds += 1
        figures.slowestMs = Math.max(figures.slowestMs, tookMs)
      }
      tellFigure('Kill during recovery', {
        'kills during recovery': { sum: figures.kills },
        'after kills that left something': { sum: figures.rounds },
        mails: { sum: ground.delivered.length },
        'slowest pass after the last kill, s': { most: figures.slowestMs / 1000 },
      })
    } finally {
      await ground.remove()
    }
  })
})

// ---------------------------------------------------------------------------------------------------------------

/** Kills so many passes in a row; a pass that never comes to its point has recovered, and nothing more is to be killed. */
async function killRecoveries(ground: Ground, times: number): Promise<readonly string[]> {
  const killed: string[] = []
  for (let i = 0; i < times; i++) {
    const fault = `kill ${anyOf(middles)} ${anyOf([1, 1, 1, 2, 3])}`
    const { wasKilled } = await ground.runWith(fault, pass)
    if (!wasKilled) break
    killed.push(fault)
  }
  return killed
}

function anyOf<Item>(items: readonly Item[]): Item {
  const item = items[Math.floor(Math.random() * items.length)]
  if (item === undefined) throw new Error('there is nothing to choose from')
  return item
}
