// What every case stands on: the bundled inbox made as long as is wished, and the clock.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { mailIdOf } from '../src/ids.js'
import { parseMail } from '../src/ingest/parse.js'
import type { MailLocation, RawMail } from '../src/journey.js'

/** What one run in a process of its own is told. */
export interface Ground {
  readonly mails: number
  readonly modelDir: string
  /** An empty folder that the run may fill. */
  readonly dir: string
  /** For the journey: the configuration of an installation whose mailbox holds the mails. */
  readonly configFile?: string
}

export interface Run {
  readonly mailsPerSecond: number
  /** Of all threads, for one mail: what the machine does beside the run changes it little. */
  readonly cpuMs: number
  /** Of one mail by itself, or of one batch where the case works in batches only. */
  readonly p99Ms?: number
}

const inbox = join(import.meta.dirname, '..', 'data', 'inbox')

/** So many mails, made from the bundled inbox; a header that counts makes each of them another mail. */
export async function manyMails(count: number): Promise<readonly Uint8Array[]> {
  const names = (await readdir(inbox)).filter((name) => name.endsWith('.eml')).sort()
  const bundled = await Promise.all(names.map((name) => readFile(join(inbox, name))))
  return Array.from({ length: count }, (_, i) => {
    const mail = bundled[i % bundled.length] as Buffer
    return new Uint8Array(Buffer.concat([Buffer.from(`X-Bench: ${i}\r\n`), mail]))
  })
}

export const rawMails = async (count: number): Promise<readonly RawMail[]> =>
  (await manyMails(count)).map((bytes, i) => ({
    id: mailIdOf(bytes),
    bytes,
    location: placeOf(i + 1),
    receivedAt: '2025-03-04T09:12:00.000Z',
  }))

export const placeOf = (uid: number, folder = 'INBOX'): MailLocation => ({
  ...{ account: 'bench', folder, uidValidity: '1', uid },
})

export const readMail = (raw: RawMail) => parseMail(raw, { maxBytes: 50_000_000 })

/** Does the work on parts of the items, and says what an item took. */
export async function inBatches<Item>(
  items: readonly Item[],
  batch: number,
  work: (part: readonly Item[], from: number) => unknown,
): Promise<Run> {
  const tookMs: number[] = []
  const run = await timed(items.length, async () => {
    for (let from = 0; from < items.length; from += batch) {
      const before = performance.now()
      await work(items.slice(from, from + batch), from)
      tookMs.push(performance.now() - before)
    }
  })
  return { ...run, p99Ms: quantile(tookMs, 0.99) }
}

/** Does the work on so many mails at once, and says what one took. */
export async function timed(mails: number, work: () => Promise<unknown>): Promise<Run> {
  const [start, cpuBefore] = [performance.now(), process.cpuUsage()]
  await work()
  const { user, system } = process.cpuUsage(cpuBefore)
  return {
    mailsPerSecond: (mails * 1000) / (performance.now() - start),
    cpuMs: (user + system) / 1000 / mails,
  }
}

/** The smallest value that the given share of the values does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const ascending = [...values].sort((a, b) => a - b)
  return ascending[Math.max(0, Math.ceil(ascending.length * share) - 1)] ?? Number.NaN
}
