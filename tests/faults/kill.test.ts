// The program is killed before and after every durable step and every outside effect, as its users run it, and started again: then every mail
// lies where its decision says, once. Each scenario goes on with the mailbox that the kill before it has left behind.
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, inject, it } from 'vitest'
import { type FaultPoint, faultSteps } from '../../src/fault-points.js'
import { finish } from '../live/installation.js'
import { startDovecot } from '../live/start-dovecot.js'
import { addCaseworker, openCaseworker } from './caseworker.js'
import { readLedger } from './checker/record.js'
import { armedWith, type Ground, prepareGround } from './fault-harness.js'
import { tellFigure } from './figures.js'
import { startService } from './running-service.js'
import { filedMail, pointsOf, type Scenario, scenarios } from './scenarios.js'
import { form, size } from './size.js'

const tested = 'Kill at every fault point'
const hit = new Set<FaultPoint>()

interface Run {
  readonly scenario: Scenario
  readonly database: 'sqlite' | 'postgres'
  readonly mails: number
  readonly points: readonly FaultPoint[]
}

/** The kills of one scenario: in the long form each of them is followed by a pass that nothing disturbs, and a check of everything. */
async function killEverywhere({ scenario, mails, points }: Run, ground: Ground): Promise<void> {
  const began = performance.now()
  let [kills, slowestMs] = [0, 0]
  const check = async (what: string) => {
    const { wrong, tookMs } = await ground.settle()
    slowestMs = Math.max(slowestMs, tookMs)
    expect(wrong, what).toEqual([])
  }
  for (const point of points) {
    for (const nth of passingsOf(point)) {
      const isLast = !(await killOnce({ scenario, mails }, ground, `kill ${point} ${nth}`))
      expect(isLast && nth === 1, `no process came to ${point}`).toBe(false)
      if (isLast) break
      hit.add(point)
      kills += 1
      if (form === 'long') await check(`after "kill ${point} ${nth}"`)
    }
  }
  await check('at the end')
  tellFigure(tested, {
    kills: { sum: kills },
    mails: { sum: ground.delivered.length },
    'slowest pass after a kill, s': { most: slowestMs / 1000 },
    minutes: { sum: (performance.now() - began) / 60_000 },
  })
}

/** A transaction is committed many times in a pass, and each is another; the other points are first come to at their only passing. */
const passingsOf = (point: FaultPoint): readonly number[] =>
  point.startsWith('commit.') ? Array.from({ length: size(6, 40) }, (_, i) => 1 + i * size(4, 1)) : [1]

/** A few mails may all go to people, and then nothing is filed: more are tried. @returns whether the process was killed */
async function killOnce(
  { scenario, mails }: Pick<Run, 'scenario' | 'mails'>,
  ground: Ground,
  fault: string,
): Promise<boolean> {
  const tries = fault.endsWith(' 1') ? 4 : 1
  for (let i = 0; i < tries; i++) {
    const { wasKilled } = await ground.runWith(fault, await scenario.prepare(ground, mails))
    if (wasKilled) return true
  }
  return false
}

/** A person puts a filed mail elsewhere at a page that ends at the point, and sends the form again to the page that is started then. */
async function moveAtPage(ground: Ground, fault: string): Promise<string> {
  const { installed } = ground
  const mailId = await filedMail(ground)
  const dying = await startService(
    { start: (...args) => installed.startWith(armedWith(fault), ...args) },
    ...['--roles', 'review'],
  )
  const ended = finish(dying.child)
  let next: ReturnType<typeof startService> | undefined
  const origin = async () => {
    if (dying.child.signalCode === null) return dying.url
    next ??= startService(installed, '--roles', 'review')
    return (await next).url
  }
  const caseworker = await openCaseworker(origin)
  const { decisions } = await readLedger(installed.databaseUrl)
  const here = decisions.find(({ mail_id }) => mail_id === mailId)?.label
  await caseworker.moveOne(mailId, here === 'pas' ? 'parkering' : 'pas')
  await ended
  expect(dying.child.signalCode, `no process came to "${fault}"`).toBe('SIGKILL')
  await (await next)?.stop()
  return mailId
}

/** The model of the tests, and itself under another name. */
async function twoModels(models: string): Promise<readonly string[]> {
  await cp(inject('faultModels'), models, { recursive: true })
  const id = (await readFile(join(models, 'current'), 'utf8')).trim()
  const copy = `${id.slice(0, -8)}00000000`
  await cp(join(models, id), join(models, copy), { recursive: true })
  return [copy, id]
}

/** Failures of which the program cannot know whether the step was done. */
const failing: readonly FaultPoint[] = [
  'received.after',
  'decided.after',
  'imap-move.after',
  'outcome.before',
]

const databases = size<readonly ('sqlite' | 'postgres')[]>(['sqlite'], ['sqlite', 'postgres'])

const kinds = [
  { database: 'sqlite', mails: 1 },
  { database: 'postgres', mails: 50 },
  { database: 'sqlite', mails: 50 },
  { database: 'postgres', mails: 1 },
] as const

/** In the short form the points are dealt out to two of the four kinds; in the long one each kind gets all of them. */
const runs = scenarios.flatMap((scenario, i) => {
  const all = pointsOf(scenario)
  const dealt = kinds.slice(0, scenario.hasBatches ? 2 : 1)
  const short = dealt.map((kind, nth) => ({
    ...kind,
    points: all.filter((_, at) => (at + i) % dealt.length === nth),
  }))
  const long = kinds
    .filter(({ mails }) => scenario.hasBatches || mails === 1)
    .map((kind) => ({ ...kind, points: all }))
  return size(short, long).map((run) => ({ ...run, scenario, name: scenario.name }))
})

describe('killed before and after every step of', () => {
  it.concurrent.each(runs)('$name, $mails mails at a time, ledger in $database', async (run) => {
    const { scenario, database } = run
    const { hasRedis = false, without } = scenario.needs
    const server = without ? await startDovecot({ without }) : undefined
    const ground = await prepareGround({ database, hasRedis, ...(server ? { server } : {}) })
    try {
      await killEverywhere(run, ground)
    } finally {
      await ground.remove()
      await server?.stop()
    }
  })

  it('a filed mail that a person puts elsewhere at the page: it is put there once', async () => {
    const ground = await prepareGround()
    try {
      await addCaseworker(ground.installed)
      for (const point of ['moved.before', 'moved.after'] as const) {
        const mailId = await moveAtPage(ground, `kill ${point} 1`)
        hit.add(point)
        expect((await ground.settle()).wrong, point).toEqual([])
        const { decisions } = await readLedger(ground.installed.databaseUrl)
        expect(decisions.filter(({ mail_id }) => mail_id === mailId)).toHaveLength(2)
      }
      tellFigure(tested, { kills: { sum: 2 }, mails: { sum: ground.delivered.length } })
    } finally {
      await ground.remove()
    }
  })

  it('a change of the model in use: it is the one before or the one after, and the trail tells of it', async () => {
    const models = await mkdtemp(join(tmpdir(), 'postfordeler-models-'))
    const modelIds = await twoModels(models)
    const ground = await prepareGround({ models })
    let kills = 0
    try {
      for (const step of ['pointer', 'pointer-switch', 'audited'] as const) {
        for (const side of ['before', 'after'] as const) {
          const id = modelIds[kills % 2] ?? ''
          const before = await readFile(join(models, 'current'), 'utf8')
          await ground.killAt(`kill ${step}.${side} 1`, ['promote', id])
          hit.add(`${step}.${side}`)
          kills += 1
          const now = await readFile(join(models, 'current'), 'utf8')
          const isSwitched = !['pointer.before', 'pointer.after', 'pointer-switch.before'].includes(
            `${step}.${side}`,
          )
          expect(now === before).toBe(!isSwitched)
          expect(await ground.installed.run('promote', id)).toMatchObject({ code: 0 })
          expect((await readFile(join(models, 'current'), 'utf8')).split('\n')[0]).toBe(id)
        }
      }
      const { stdout } = await ground.installed.run('audit', '--json', '--limit', '100')
      const promoted = stdout.split('\n').filter((line) => line.includes('"promoted"'))
      expect(promoted.length).toBeGreaterThanOrEqual(kills)
      tellFigure(tested, { kills: { sum: kills } })
    } finally {
      await ground.remove()
      await rm(models, { recursive: true, force: true })
    }
  })

  it('the journey: no fault point is left out', () => {
    const all = Object.keys(faultSteps).flatMap((step) => [`${step}.before`, `${step}.after`])
    expect(all.filter((point) => !hit.has(point as FaultPoint))).toEqual([])
    tellFigure(tested, { 'fault points': all.length })
  })
})

describe('a step that fails', () => {
  it.each(databases)('is done by the passes after it, once, ledger in %s', async (database) => {
    const ground = await prepareGround({ database })
    const [pass] = scenarios
    if (!pass) throw new Error('there is no scenario')
    try {
      for (const point of size(failing, pointsOf(pass))) {
        const { wasKilled } = await ground.runWith(`fail ${point} 1`, await pass.prepare(ground, 3))
        expect(wasKilled).toBe(false)
        if (form === 'long') expect((await ground.settle()).wrong, point).toEqual([])
      }
      expect((await ground.settle()).wrong).toEqual([])
      tellFigure('A failure at every fault point of a pass', {
        failures: { sum: size(failing, pointsOf(pass)).length },
        mails: { sum: ground.delivered.length },
      })
    } finally {
      await ground.remove()
    }
  })
})
