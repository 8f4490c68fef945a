// A law of the figures: wherever one word stands, it is one figure. Whatever people and the program did, `stats`, the drift figures, the
// page's weeks, their CSV and /metrics agree, and agree with what the decisions themselves say.
import { expect, it } from 'vitest'
import { gatherStats } from '../../../src/cli/commands/stats.js'
import { configSchema } from '../../../src/config/schema.js'
import { createHealthServer } from '../../../src/daemon/health.js'
import type { Choice } from '../../../src/desk/answer-shapes.js'
import { filedIn, type RawMail } from '../../../src/journey.js'
import type { Ledger } from '../../../src/ledger/contract/ledger.js'
import { figuresCsv } from '../../../src/web/figures-csv.js'
import { birthe, type Office, openOffice } from '../desk-harness.js'
import {
  askAPerson,
  entryFor,
  handClock,
  leave,
  type OpenLedger,
  pas,
  routeTo,
  skat,
} from '../ledger-samples.js'

const ACTS = 500
const HOUR_MS = 3_600_000
const queues = [pas, skat]
const config = configSchema.parse({ queues: { pas: { name: 'Pas' }, skat: { name: 'Skat' } } })

export function oneMeaningContract(open: OpenLedger, seeds: readonly number[]): void {
  it.each(seeds)(`one word is one figure after ${ACTS} random acts (seed %i)`, async (seed) => {
    const clock = handClock()
    const ledger = await open({ now: clock.now })
    const office = openOffice(ledger, clock)
    const mails = await live(office, randomOf(seed))
    const told = await figuresOf(office)
    expect(told.stats).toEqual(await oracle(ledger, mails))
    expect(told.page).toEqual(told.stats)
    expect(told.csv).toEqual(told.stats)
    expect(told.drift).toEqual(told.stats.perQueue.map(({ filed, overridden }) => ({ filed, overridden })))
    expect(told.metrics).toEqual(told.asMetrics)
    // a law that nothing happened under would say nothing
    for (const figure of ['filed', 'overridden', 'byPeople', 'blind', 'blindWrong'] as const)
      expect(told.stats.perQueue.reduce((all, queue) => all + queue[figure], 0)).toBeGreaterThan(0)
    await ledger.close()
  })
}

// -- acts ------------------------------------------------------------------------------------------------------------

type Random = (below: number) => number

/** A small generator of numbers that a seed repeats (mulberry32). */
function randomOf(seed: number): Random {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

async function live(office: Office, random: Random): Promise<readonly RawMail[]> {
  const mails: RawMail[] = []
  const queue = () => queues[random(queues.length)] ?? pas
  const some = () => mails[random(mails.length)]
  const arrivals = [
    (text: string) => office.filed(text, { decision: routeTo(queue()) }),
    (text: string) => office.filed(text, { decision: routeTo(queue()), review: true, isBlind: true }),
    (text: string) =>
      office.filed(text, { decision: { ...routeTo(queue()), mustSee: ['press'] }, review: true }),
    (text: string) => office.filed(text, { decision: routeTo(queue()), mode: 'shadow', deliveries: [] }),
    (text: string) => office.waiting(text, { mode: 'suggest', decision: askAPerson({ guess: queue() }) }),
    (text: string) => office.waiting(text, { decision: askAPerson({ guess: undefined }) }),
    (text: string) => office.waiting(text, { decision: leave, review: false }),
  ]
  const acts = [
    async (mail: RawMail) => answer(office, mail, choiceOf(office, random, queue)),
    async (mail: RawMail) => answer(office, mail, choiceOf(office, random, queue)),
    async (mail: RawMail) => move(office, mail, { kind: 'queue', label: queue() }),
    async (mail: RawMail) => moveByHand(office, mail, queue()),
    async (mail: RawMail) => undo(office, mail),
  ]
  for (let act = 0; act < ACTS; act++) {
    office.clock.pass(random(HOUR_MS))
    const mail = some()
    if (mail === undefined || random(10) < 4) {
      const arrive = arrivals[random(arrivals.length)]
      if (arrive) mails.push(await arrive(`mail ${act}`))
    } else await acts[random(acts.length)]?.(mail)
  }
  return mails
}

function choiceOf({ clock }: Office, random: Random, queue: () => typeof pas): Choice {
  const until = new Date(clock.now().getTime() + HOUR_MS).toISOString()
  const choices: readonly Choice[] = [
    { kind: 'queue', label: queue() },
    { kind: 'queue', label: queue() },
    { kind: 'not-ours', what: 'spam' },
    { kind: 'later', until },
  ]
  return choices[random(choices.length)] ?? { kind: 'confirm' }
}

async function answer(office: Office, mail: RawMail, choice: Choice): Promise<void> {
  await office.answer(mail, choice)
}

async function move({ desk, ledger }: Office, { id: mailId }: RawMail, choice: Choice): Promise<void> {
  const decisionId = (await ledger.mail(mailId))?.decision?.id ?? 0
  if (choice.kind === 'queue')
    await desk.move({ mailId, decisionId, choice, note: '', token: desk.newToken() }, birthe)
}

/** As a mail that somebody moves in a mail client is followed. */
async function moveByHand({ ledger }: Office, mail: RawMail, queue: typeof pas): Promise<void> {
  const current = (await ledger.mail(mail.id))?.decision
  if (current === undefined || filedIn(current.decision) === queue) return
  const decision = { ...routeTo(queue), because: { kind: 'placed-by-person', by: 'mail-client' } } as const
  const actor = { kind: 'person', name: 'mail-client' } as const
  await ledger.recordDecisions([
    entryFor(mail, { decision, actor, prediction: undefined, deliveries: [], replaces: current.id }),
  ])
}

async function undo(office: Office, mail: RawMail): Promise<void> {
  const current = (await office.ledger.mail(mail.id))?.decision
  if (current) await office.undo(mail, `decision:${current.id}`)
}

// -- figures ---------------------------------------------------------------------------------------------------------

interface QueueFigures {
  readonly filed: number
  readonly overridden: number
  readonly byPeople: number
  readonly blind: number
  readonly blindWrong: number
}

interface Told {
  readonly perQueue: readonly QueueFigures[]
  readonly waiting: number
}

async function figuresOf({ ledger, desk, clock }: Office) {
  const { now } = clock
  const stats = await gatherStats(ledger, config, undefined, now())
  const answers = await ledger.blindAnswers()
  const figures = await desk.figures({ weeks: 53 })
  const days = await ledger.dayFigures('2025-01-01')
  const sum = (of: typeof days, what: 'routed' | 'overridden') => of.reduce((all, day) => all + day[what], 0)
  const told: Told = {
    waiting: stats.waiting,
    perQueue: queues.map((queue) => {
      const row = stats.perQueue.find((one) => one.label === queue)
      const blind = stats.blind.perQueue.find((one) => one.label === queue)
      return {
        filed: row?.routed ?? 0,
        overridden: row?.overridden ?? 0,
        byPeople: row?.routedByPerson ?? 0,
        blind: blind?.n ?? 0,
        blindWrong: blind?.wrong ?? 0,
      }
    }),
  }
  expect(stats.blind.others).toEqual({ n: 0, wrong: 0 })
  const closures = await ledger.queueClosures()
  return {
    stats: told,
    page: pageOf(figures),
    csv: csvOf(figuresCsv(figures, headings, (queue) => queue)),
    drift: queues.map((queue) => {
      const rows = days.filter(({ label }) => label === queue)
      return { filed: sum(rows, 'routed'), overridden: sum(rows, 'overridden') }
    }),
    metrics: await metricsOf(ledger, now),
    asMetrics: [
      ...Object.entries({ ...stats.byKind, undecided: stats.undecided }).map(
        ([kind, count]) => `postfordeler_mails{decision="${kind}"} ${count}`,
      ),
      `postfordeler_waiting ${stats.waiting}`,
      `postfordeler_undelivered ${stats.undelivered}`,
      'postfordeler_thread_filing_closed 0',
      ...stats.left.map(({ sign, count }) => `postfordeler_left_mails{sign="${sign}"} ${count}`),
      ...queues.flatMap((queue) =>
        [true, false].flatMap((isRight) => {
          const { length } = answers.filter((one) => one.label === queue && one.isRight === isRight)
          const name = `postfordeler_blind_answers{queue="${queue}",answer="${isRight ? 'right' : 'wrong'}"}`
          return length === 0 ? [] : [`${name} ${length}`]
        }),
      ),
      ...closures.map(
        ({ label, isClosed }) => `postfordeler_queue_closed{queue="${label}"} ${isClosed ? 1 : 0}`,
      ),
    ].sort(),
  }
}

function pageOf({ perQueue, total }: Awaited<ReturnType<Office['desk']['figures']>>): Told {
  return {
    waiting: total.waiting,
    perQueue: queues.map((queue) => {
      const row = perQueue.find((one) => one.queue === queue)
      return {
        filed: row?.filedAlone ?? 0,
        overridden: row?.overridden ?? 0,
        byPeople: row?.byPeople ?? 0,
        blind: row?.blind.n ?? 0,
        blindWrong: row?.blind.wrong ?? 0,
      }
    }),
  }
}

const headings = {
  queue: 'queue',
  week: 'week',
  filedAlone: 'filedAlone',
  overridden: 'overridden',
  byPeople: 'byPeople',
  waiting: 'waiting',
  blindAnswered: 'blindAnswered',
  blindWrong: 'blindWrong',
  blindLow: 'blindLow',
  blindHigh: 'blindHigh',
}

function csvOf(text: string): Told {
  const [head = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  const separator = head.includes(';') ? ';' : ','
  const names = head.split(separator).map((name) => name.replaceAll('"', ''))
  const rows = lines
    .filter((line) => line !== '')
    .map((line) => line.split(separator).map((cell) => cell.replaceAll('"', '')))
  const sum = (column: string, queue?: string) =>
    rows
      .filter((row) => queue === undefined || row[0] === queue)
      .reduce((all, row) => all + Number(row[names.indexOf(column)]), 0)
  return {
    waiting: sum('waiting'),
    perQueue: queues.map((queue) => ({
      filed: sum('filedAlone', queue),
      overridden: sum('overridden', queue),
      byPeople: sum('byPeople', queue),
      blind: sum('blindAnswered', queue),
      blindWrong: sum('blindWrong', queue),
    })),
  }
}

async function metricsOf(ledger: Ledger, now: () => Date): Promise<readonly string[]> {
  const app = createHealthServer({ ledger, mailboxes: [], hasModel: async () => true, now })
  const { body } = await app.inject('/metrics')
  await app.close()
  return body
    .split('\n')
    .filter((line) => line.startsWith('postfordeler_'))
    .sort()
}

/** The same from the decisions of each mail, one by one. */
async function oracle(ledger: Ledger, mails: readonly RawMail[]): Promise<Told> {
  const lives = await Promise.all(mails.map(({ id }) => ledger.decisions(id)))
  const blind = await ledger.blindAnswers()
  const items = await Promise.all(mails.map(({ id }) => ledger.reviewItem(id)))
  const filedOf = (life: (typeof lives)[number]) =>
    life
      .filter(
        ({ actor, decision, mode }) =>
          actor.kind === 'program' && decision.kind === 'route' && mode !== 'shadow',
      )
      .map(({ decision }) => filedIn(decision))
  const facts = lives.map((life) => {
    const last = life.at(-1)
    const where = last?.actor.kind === 'person' ? { queue: filedIn(last.decision) } : undefined
    return { filed: filedOf(life), where }
  })
  return {
    waiting: items.filter((item) => item?.state === 'open' && !item.isBlind).length,
    perQueue: queues.map((queue) => ({
      filed: facts.filter(({ filed }) => filed.includes(queue)).length,
      overridden: facts.filter(({ filed, where }) => filed.includes(queue) && where && where.queue !== queue)
        .length,
      byPeople: facts.filter(({ filed, where }) => where?.queue === queue && !filed.includes(queue)).length,
      blind: blind.filter(({ label }) => label === queue).length,
      blindWrong: blind.filter(({ label, isRight }) => label === queue && !isRight).length,
    })),
  }
}
