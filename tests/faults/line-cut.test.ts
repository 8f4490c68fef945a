// The line to the mail server breaks after each byte of a session of three mails, in each direction; it falls silent; it gives one
// byte at a time. After one more pass over a whole line the checker finds nothing wrong. Real server, real ledger, real program.
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Direction } from '../live/cutting-proxy.js'
import { startDovecot } from '../live/start-dovecot.js'
import { tellFigure } from './figures.js'
import { type Lane, nothing, openLanes, runAll, type Trial } from './line-trials.js'
import { sampleOf } from './sample.js'
import { size } from './size.js'

const directions: readonly Direction[] = ['fromServer', 'fromClient']

const servers: readonly [string, readonly string[], string][] = [
  ['with MOVE', [], 'UID MOVE'],
  ['without MOVE', ['MOVE'], 'UID COPY'],
  ['without MOVE and UIDPLUS', ['MOVE', 'UIDPLUS'], 'UID COPY'],
]

/** A cut session waits for the server to let go of it. Silences are few at a time: a server that is busy would count as silent. */
const trialsAtOnce = { cut: size(4, 16), silence: 4 }

/** Beyond this a line counts as silent here: a busy machine answers in a tenth of it. */
const silenceMs = 1500

describe.each(servers)('three mails from a server %s', (name, without, move) => {
  let lanes: readonly Lane[]
  let stop: (() => Promise<void>) | undefined
  beforeAll(async () => {
    const own = without.length > 0 ? await startDovecot({ without }) : undefined
    stop = own?.stop
    lanes = await openLanes(own ?? inject('dovecot'), trialsAtOnce.cut)
  })
  afterAll(async () => {
    for (const { proxy } of lanes) await proxy.close()
    await stop?.()
  })

  /** A session in which nothing happens, for its length and its boundaries. */
  async function wholeSession(direction: Direction) {
    const [lane] = lanes as readonly [Lane]
    const whole = await lane.run(nothing)
    expect(whole).toMatchObject({ hasStruck: false, wrong: [] })
    return { length: whole.passed[direction], boundaries: whole.boundaries[direction] }
  }

  it.each(directions)('are filed once, wherever the line is cut %s', async (direction) => {
    const { length, boundaries } = await wholeSession(direction)
    const every = Array.from({ length }, (_, n) => n)
    const tried = size(sampleOf(every, { always: everyNth(boundaries, 3), count: 8, seed: 5 }), every)
    const trials = await runAll(lanes, tried, (lane, afterBytes) =>
      lane.run({ kind: 'cut', direction, afterBytes }),
    )
    const more = await cutBeyond(lanes, direction, length)
    expect(faultyOf([...trials, ...more])).toEqual([])
    const struck = [...trials, ...more].filter(({ hasStruck }) => hasStruck).length
    tellFigure('IMAP line cut at every byte', {
      [`bytes of the session ${direction}, ${name}`]: length,
      'offsets cut': { sum: struck },
      'checker not clean': { sum: 0 },
    })
  })

  it.each(directions)('are filed once, wherever the line falls silent %s', async (direction) => {
    const { boundaries } = await wholeSession(direction)
    const tried = size(sampleOf(boundaries, { always: [], count: 4, seed: 6 }), boundaries)
    const trials = await runAll(lanes.slice(0, trialsAtOnce.silence), tried, (lane, afterBytes) =>
      lane.run({ kind: 'stall', direction, afterBytes }, silenceMs),
    )
    expect(faultyOf(trials)).toEqual([])
    expect(trials.filter(({ hasStruck }) => hasStruck)).toHaveLength(tried.length)
    tellFigure('IMAP line cut at every byte', { 'silences from a boundary on': { sum: tried.length } })
  })

  const ends = ['server', 'nobody', 'late'] as const
  it.each(ends)(
    `are filed once when the answer to ${move} never comes and the command reached: %s`,
    async (reaches) => {
      const [lane] = lanes as readonly [Lane]
      const trial = await lane.run({ kind: 'silence', command: new RegExp(move), reaches }, silenceMs)
      expect(trial).toMatchObject({ hasStruck: true, wrong: [] })
    },
  )

  it('are filed once when the line gives one byte at a time', async () => {
    const [lane] = lanes as readonly [Lane]
    expect((await lane.run({ kind: 'trickle' })).wrong).toEqual([])
  })
})

// ---------------------------------------------------------------------------------------------------------------

const faultyOf = (trials: readonly Trial[]): readonly Trial[] =>
  trials.filter(({ wrong }) => wrong.length > 0)

const everyNth = (numbers: readonly number[], nth: number): readonly number[] =>
  numbers.filter((_, at) => at % nth === 0)

/** A session may be some digits longer than the first: goes on until a session ends uncut. */
async function cutBeyond(
  lanes: readonly Lane[],
  direction: Direction,
  from: number,
): Promise<readonly Trial[]> {
  const trials: Trial[] = []
  for (let afterBytes = from; trials.at(-1)?.hasStruck !== false; afterBytes += 1) {
    const trial = await lanes[0]?.run({ kind: 'cut', direction, afterBytes })
    if (trial) trials.push(trial)
  }
  return trials
}
