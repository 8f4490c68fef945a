// Pollers, workers and pages are killed at random moments while mail flows in and a caseworker answers, and are started again at once. After each
// round everything that was delivered must be done with within seconds, and at the end the checker must find nothing wrong.
import { describe, expect, it } from 'vitest'
import { addCaseworker, openCaseworker } from './caseworker.js'
import { readProgress } from './checker/record.js'
import { checkAll, checkWithin } from './checker.js'
import { type Ground, prepareGround } from './fault-harness.js'
import { tellFigure } from './figures.js'
import { type Fleet, type Member, startFleet } from './fleet.js'
import { size } from './size.js'

/** What was in hand of a process that was killed is done with by then. */
const recoveryMs = 10_000
/** On a machine so busy that starting takes long, recovery may take a few starts. */
const starts = 4

/** The long form is run in parts, each of which tells how many of its kills it made. */
const kills = Number(process.env['POSTFORDELER_KILLS'] ?? size(5, 334))

const installations = [
  {
    name: 'two whole programs, SQLite',
    database: 'sqlite',
    hasRedis: false,
    roles: ['poll,work,review', 'poll,work,review'],
  },
  {
    name: 'pollers, workers and pages, SQLite and Redis',
    database: 'sqlite',
    hasRedis: true,
    roles: ['poll', 'poll', 'work', 'work', 'review'],
  },
  {
    name: 'pollers, workers and pages, PostgreSQL and Redis',
    database: 'postgres',
    hasRedis: true,
    roles: ['poll', 'poll', 'work', 'work', 'review'],
  },
] as const

describe(`killed at random ${kills} times while mail flows in`, () => {
  it.each(installations)('$name', async ({ name, database, hasRedis, roles }) => {
    const ground = await prepareGround({ database, hasRedis })
    await addCaseworker(ground.installed)
    const fleet = startFleet(ground.installed, roles)
    const work = startWork(ground, fleet)
    const figures = { kills: 0, slowestMs: 0, mostAtOnce: 0 }
    try {
      const boundMs = Math.max(recoveryMs, starts * (await fleet.untilStarted(60_000)))
      while (figures.kills < kills) {
        const { killed, tookMs } = await killSome(ground, fleet)
        figures.kills += killed
        figures.slowestMs = Math.max(figures.slowestMs, tookMs)
        expect(tookMs, `recovery from kill ${figures.kills}`).toBeLessThan(boundMs)
        if (Math.floor(figures.kills / 50) > Math.floor((figures.kills - killed) / 50))
          await checkPaused(ground, work)
      }
      const answered = await work.stop()
      const { wrong } = await checkWithin(ground.facts(), 30_000)
      expect(wrong).toEqual([])
      expect(fleet.ended).toEqual([])
      tellFigure('Random SIGKILL while mail flows in', {
        kills: { sum: figures.kills },
        mails: { sum: ground.delivered.length },
        'answers at the page': { sum: answered.answers },
        'of those sent again, as the page had died': { sum: answered.again },
        'slowest recovery, s': { most: figures.slowestMs / 1000 },
      })
    } finally {
      await work.stop()
      await fleet.stop()
      await ground.remove()
    }
    expect(figures.kills, name).toBeGreaterThanOrEqual(kills)
  })
})

// ---------------------------------------------------------------------------------------------------------------

interface Work {
  /** Lets what is in hand end and starts nothing new, until `resume`. */
  pause(): Promise<void>
  resume(): void
  stop(): Promise<{ readonly answers: number; readonly again: number }>
}

/** A caseworker who answers all the time. */
function startWork(_ground: Ground, fleet: Fleet): Work {
  let [isOver, isPaused, isIdle] = [false, false, false]
  const count = { answers: 0, again: 0 }
  const working = (async () => {
    const caseworker = await openCaseworker(fleet.page)
    while (!isOver) {
      isIdle = isPaused
      const sent = isPaused ? 0 : await caseworker.answerOne('pas')
      if (sent > 0) count.answers += 1
      if (sent > 1) count.again += 1
      await pause(sent > 0 ? 50 : 200)
    }
  })().finally(() => {
    isIdle = true
  })
  working.catch(() => undefined) // told by `stop`
  return {
    async pause() {
      isPaused = true
      while (!isIdle) await pause(20)
    },
    resume() {
      isPaused = false
    },
    async stop() {
      isOver = true
      await working
      return count
    },
  }
}

/** Delivers mail, kills some of the processes somewhere in its journey, some of them again while they start. */
async function killSome(
  ground: Ground,
  fleet: Fleet,
): Promise<{ readonly killed: number; readonly tookMs: number }> {
  await ground.deliver(1 + Math.floor(Math.random() * 12))
  await pause(Math.random() * 1_500)
  const chosen = someOf(fleet.members)
  for (const member of chosen) fleet.kill(member)
  let killed = chosen.length
  if (Math.random() < 0.2) {
    await pause(Math.random() * 1_000)
    const [again] = chosen
    if (again) fleet.kill(again)
    killed += 1
  }
  const began = performance.now()
  await untilDone(ground, fleet, began + 6 * recoveryMs)
  return { killed, tookMs: performance.now() - began }
}

const someOf = (members: readonly Member[]): readonly Member[] => {
  const shuffled = [...members].sort(() => Math.random() - 0.5)
  return shuffled.slice(0, 1 + Math.floor(Math.random() * Math.min(3, members.length)))
}

/** Until all that was delivered is recorded and nothing is open, and the page serves. */
async function untilDone(ground: Ground, fleet: Fleet, endMs: number): Promise<void> {
  const expected = new Set(ground.delivered).size
  for (;;) {
    const { mails, open } = await readProgress(ground.installed.databaseUrl)
    if (mails === expected && open === 0) break
    if (performance.now() > endMs)
      throw new Error(`${mails} of ${expected} mails recorded, ${open} things open`)
    await pause(50)
  }
  const health = await fetch(`${await fleet.page()}/healthz`)
  expect(health.status).toBe(200)
}

/** Checks everything while nobody works. */
async function checkPaused(ground: Ground, work: Work): Promise<void> {
  await work.pause()
  const { wrong } = await checkWithin(ground.facts(), 30_000)
  expect(wrong).toEqual([])
  expect(await checkAll(ground.facts())).toEqual([])
  work.resume()
}

const pause = (ms: number): Promise<void> => new Promise((resume) => setTimeout(resume, ms))
