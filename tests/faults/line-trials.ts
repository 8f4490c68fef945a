// A trial of a failing line: three mails come, one pass is made over a line with a trouble, one over a whole line, and the checker
// looks. Each trial has a mailbox and a ledger of its own, so that the sessions of all trials are alike to the byte.
import { setImmediate } from 'node:timers/promises'
import { TriageError } from '../../src/errors.js'
import { mailIdOf } from '../../src/ids.js'
import {
  type CuttingProxy,
  type Direction,
  type LineTrouble,
  startCuttingProxy,
} from '../live/cutting-proxy.js'
import type { DovecotAddress } from '../live/start-dovecot.js'
import { type ImapOffice, letter, longWait, openOffice } from './imap-harness.js'
import { writeMaildir } from './maildir.js'

const folders = { pas: 'Pas', skat: 'Skat' }
const mails = [letter('pas', 1), letter('skat', 2), letter('pas', 3)]
const delivered = mails.map((bytes) => mailIdOf(bytes))

/** What one trial came to. */
export interface Trial {
  readonly trouble: string
  /** Whether the trouble came to pass at all: past the end of the session there is none. */
  readonly hasStruck: boolean
  /** Bytes of the first pass, and where its packets began. */
  readonly passed: Readonly<Record<Direction, number>>
  readonly boundaries: Readonly<Record<Direction, readonly number[]>>
  /** What is not as it must be after the pass over a whole line. */
  readonly wrong: readonly string[]
}

export interface Lane {
  readonly proxy: CuttingProxy
  /** @param silenceMs how long the program waits for an answer. */
  run(trouble: LineTrouble, silenceMs?: number): Promise<Trial>
}

/** Trials are run in lanes beside each other, each over a line of its own: half of a trial is waiting. */
export async function openLanes(server: DovecotAddress, count: number): Promise<readonly Lane[]> {
  const proxies = await Promise.all(Array.from({ length: count }, () => startCuttingProxy(server.port)))
  return proxies.map((proxy) => ({
    proxy,
    run: (trouble, silenceMs) => runTrial(server, proxy, { trouble, silenceMs }),
  }))
}

/** Runs one trial for each item, in whatever lane is free. */
export async function runAll<Item>(
  lanes: readonly Lane[],
  items: readonly Item[],
  run: (lane: Lane, item: Item) => Promise<Trial>,
): Promise<readonly Trial[]> {
  const trials: Trial[] = []
  let next = 0
  const work = async (lane: Lane) => {
    while (next < items.length) {
      const item = items[next++] as Item
      trials.push(await run(lane, item))
    }
  }
  await Promise.all(lanes.map(work))
  return trials
}

// ---------------------------------------------------------------------------------------------------------------

/** Long enough never to be met where the line does not fall silent. */
const patientMs = 60_000

/** What befalls a line that is left whole. */
export const nothing: LineTrouble = { kind: 'cut', direction: 'fromServer', afterBytes: Infinity }

let trials = 0

async function runTrial(
  server: DovecotAddress,
  proxy: CuttingProxy,
  {
    trouble,
    silenceMs = patientMs,
  }: { readonly trouble: LineTrouble; readonly silenceMs: number | undefined },
): Promise<Trial> {
  trials += 1
  const user = `linje-${process.pid}-${trials}`
  await writeMaildir(server, user, { folders: Object.values(folders), mails })
  const login = { host: server.host, port: server.port, user, password: server.password }
  const patience = { silenceMs, connectMs: silenceMs }
  const office = await openOffice({ login, linePort: proxy.port, folders, patience })
  try {
    proxy.troubleNext(trouble)
    await office.pass()
    const hasStruck = proxy.hasStruck()
    const [passed, boundaries] = [{ ...proxy.passed() }, structuredClone(proxy.boundaries())]
    if (!hasStruck) proxy.troubleNow(nothing)
    const isLate = trouble.kind === 'silence' && trouble.reaches === 'late'
    const { release, settled } = proxy.line()
    if (hasStruck && !isLate) await settledSoon(settled, proxy)
    const wrong = await finish(office)
    if (isLate) {
      release()
      await settled
      wrong.push(...(await office.check({ delivered })))
    }
    return { trouble: nameOf(trouble), hasStruck, passed, boundaries, wrong }
  } finally {
    await office.close()
  }
}

/** Some offsets leave Dovecot with an open session for a minute, whose command is long done. */
const settleMs = 2_000

/** Waits until the server has done what it was told; one that keeps its end open is hung up on. */
async function settledSoon(settled: Promise<void>, proxy: CuttingProxy): Promise<void> {
  const hangUp = setTimeout(() => proxy.drop(), settleMs)
  await settled
  clearTimeout(hangUp)
  // The client is in this process and hears of the end in one of the next turns: a line that was cut at its last byte is not yet
  // known to be gone, and the next pass is to have a whole one.
  for (let turn = 0; turn < CLIENT_TURNS; turn++) await setImmediate()
}

const CLIENT_TURNS = 5

async function finish(office: ImapOffice): Promise<string[]> {
  office.wait(longWait)
  const second = await office.pass()
  return [...wrongIn(second), ...(await office.check({ delivered }))]
}

function wrongIn(second: Awaited<ReturnType<ImapOffice['pass']>>): readonly string[] {
  if (second instanceof TriageError) return [`the pass over a whole line ended with ${second.code}`]
  const { waiting, unreachable } = second.delivered
  const isOpen = waiting + unreachable.length > 0
  return isOpen ? [`${waiting} deliveries wait after the pass over a whole line`] : []
}

const nameOf = (trouble: LineTrouble): string =>
  JSON.stringify(trouble, (_, value) => (value instanceof RegExp ? String(value) : value))
