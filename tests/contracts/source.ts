// What every mail source promises (src/ingest/sources/source.ts). Each source's own test brings a way to make one that holds given mails.
import { afterEach, describe, expect, it } from 'vitest'
import { mailIdOf } from '../../src/ids.js'
import type { KnownUids, MailSource } from '../../src/ingest/sources/source.js'
import type { MailLocation, RawMail } from '../../src/journey.js'

/** A place that a test can put mail into and take it away from, with a source that reads it. */
interface SourceBench {
  readonly source: MailSource
  add(bytes: Uint8Array): Promise<void>
  /** Takes the mail with these bytes away, as another client would. */
  remove(bytes: Uint8Array): Promise<void>
  /** Everything that can be told of the place: names, flags, bytes. Must be equal before and after reading. */
  traces(): Promise<unknown>
  close(): Promise<void>
  /** What the place gives back of bytes that were put in, where that is not the same: IMAP servers send \r\n for \n. */
  asKept?(bytes: Uint8Array): Uint8Array
}

/** A small mail of its own for every number. */
export const mailBytes = (n: number, body = 'Hvornår åbner I på mandag?'): Uint8Array =>
  new TextEncoder().encode(
    `From: borger${n}@example.dk\nTo: post@kommune.example\nSubject: Sag ${n}\nMessage-ID: <sag-${n}@example.dk>\n\n${body} Nr. ${n}.`,
  )

/** Reads everything that is new, as a list of batches. */
export async function readAll(
  source: MailSource,
  known: KnownUids = knowsNothing,
  batchMails = 10,
): Promise<readonly (readonly RawMail[])[]> {
  const batches: (readonly RawMail[])[] = []
  for await (const batch of source.fetchNew(known, { batchMails })) batches.push(batch)
  return batches
}

export const knowsNothing: KnownUids = async () => new Set()

/** The ledger's side of a poll, for mails that were read before. */
export const knows = (mails: readonly RawMail[]): KnownUids => {
  const places = mails.map((mail) => mail.location)
  return async (folder, uidValidity) =>
    new Set(
      places
        .filter((place) => place.folder === folder && place.uidValidity === uidValidity)
        .map((place) => place.uid),
    )
}

const placeOf = ({ account, folder, uidValidity, uid }: MailLocation): string =>
  [account, folder, uidValidity, uid].join(' | ')

export function testSource(name: string, open: () => Promise<SourceBench>): void {
  describe(`${name} as a mail source`, () => {
    let bench: SourceBench | undefined
    const opened = async (count: number): Promise<SourceBench> => {
      bench = await open()
      for (let n = 1; n <= count; n += 1) await bench.add(mailBytes(n))
      return bench
    }
    const kept = (bytes: Uint8Array): Uint8Array => bench?.asKept?.(bytes) ?? bytes
    const expectedIds = (...ns: readonly number[]) => ns.map((n) => mailIdOf(kept(mailBytes(n)))).sort()
    const idsOf = (mails: readonly RawMail[]) => mails.map((mail) => mail.id).sort()
    afterEach(async () => {
      await bench?.source.close()
      await bench?.close()
      bench = undefined
    })

    it('yields every mail once, each named by the hash of its bytes', async () => {
      const { source } = await opened(7)
      const mails = (await readAll(source)).flat()
      expect(idsOf(mails)).toEqual(expectedIds(1, 2, 3, 4, 5, 6, 7))
      expect(mails.every((mail) => mail.id === mailIdOf(mail.bytes))).toBe(true)
    })

    it('gives every mail a place of its own, with a whole number from 1 as UID', async () => {
      const { source } = await opened(7)
      const places = (await readAll(source)).flat().map((mail) => mail.location)
      expect(new Set(places.map(placeOf)).size).toBe(7)
      expect(places.every((place) => place.account === source.account)).toBe(true)
      expect(places.every((place) => Number.isSafeInteger(place.uid) && place.uid >= 1)).toBe(true)
    })

    it.each([1, 3, 7, 100])('holds a batch to %i mails', async (batchMails) => {
      const { source } = await opened(7)
      const sizes = (await readAll(source, knowsNothing, batchMails)).map((batch) => batch.length)
      expect(Math.max(...sizes)).toBeLessThanOrEqual(batchMails)
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(7)
    })

    it('reads nothing twice when everything is known', async () => {
      const { source } = await opened(4)
      const mails = (await readAll(source)).flat()
      expect(await readAll(source, knows(mails))).toEqual([])
    })

    it('reads only what arrived since', async () => {
      const { source, add } = await opened(3)
      const before = (await readAll(source)).flat()
      await add(mailBytes(50))
      const after = (await readAll(source, knows(before))).flat()
      expect(idsOf(after)).toEqual(expectedIds(50))
    })

    it('finds the new mail when another was taken away at the same time', async () => {
      const { source, add, remove } = await opened(3)
      const before = (await readAll(source)).flat()
      await remove(mailBytes(2))
      await add(mailBytes(51))
      const after = (await readAll(source, knows(before))).flat()
      expect(idsOf(after)).toEqual(expectedIds(51))
    })

    it('gives the mails the same places in every pass', async () => {
      const { source } = await opened(5)
      const places = async () =>
        (await readAll(source)).flat().map((mail) => `${mail.id} ${placeOf(mail.location)}`)
      expect(await places()).toEqual(await places())
    })

    it('goes on with what is left when the reader stopped in the middle', async () => {
      const { source } = await opened(5)
      const first: RawMail[] = []
      for await (const batch of source.fetchNew(knowsNothing, { batchMails: 2 })) {
        first.push(...batch)
        break
      }
      const rest = (await readAll(source, knows(first))).flat()
      expect(idsOf([...first, ...rest])).toEqual(expectedIds(1, 2, 3, 4, 5))
    })

    it('changes nothing at the source', async () => {
      const { source, traces } = await opened(3)
      const before = await traces()
      await readAll(source)
      expect(await traces()).toEqual(before)
    })

    it('keeps bytes that are no valid text', async () => {
      const { source, add } = await opened(0)
      const bytes = Buffer.concat([mailBytes(1), Buffer.from([0xe6, 0xf8, 0xe5, 0xff])])
      await add(bytes)
      const [mail] = (await readAll(source)).flat()
      expect(Buffer.from(mail?.bytes ?? []).equals(kept(bytes))).toBe(true)
    })

    it('yields nothing for a place without mail', async () => {
      const { source } = await opened(0)
      expect(await readAll(source)).toEqual([])
    })

    it('says when a mail was received', async () => {
      const { source } = await opened(1)
      const [mail] = (await readAll(source)).flat()
      expect(mail?.receivedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    })
  })
}
