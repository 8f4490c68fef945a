// A ledger that the version before has written opens today, and nothing of it is lost or reads otherwise (tests/fixtures/schema-0004).
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MailId } from '../../../src/ids.js'
import { label } from '../../../src/ids.js'
import type { Ledger } from '../../../src/ledger/contract/ledger.js'
import { createLedger } from '../../../src/ledger/create-ledger.js'

const fixture = join(import.meta.dirname, '../../fixtures/schema-0004')
const unpacked = async (name: string) => gunzipSync(await readFile(join(fixture, name)))

/** What the version before said, in today's words: a filed mail has parts, and mail beyond the hourly limit has its own reason. */
function inTodaysWords(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inTodaysWords)
  if (typeof value !== 'object' || value === null) return value
  const { label: queue, ...rest } = value as Record<string, unknown>
  const isRoute = rest['kind'] === 'route'
  const entries = Object.entries(isRoute || queue === undefined ? rest : { ...rest, label: queue })
  const renamed = Object.fromEntries(entries.map(([key, one]) => [key, inTodaysWords(one)]))
  if (isRoute) return { ...renamed, parts: [{ queue }] }
  if ('subjectCore' in renamed && 'body' in renamed) return withSigns(renamed)
  if (renamed['kind'] === 'automatic-mail') return { ...renamed, sign: 'unrecorded' }
  return renamed['kind'] === 'fuse' ? { ...renamed, kind: 'rate-limited' } : renamed
}

/** A parsed mail of a version that kept no signs. */
const withSigns = ({ automatic, ...mail }: Record<string, unknown>): object => ({
  ...mail,
  ...(automatic === undefined ? {} : { automatic: { kind: automatic, sign: 'unrecorded' } }),
  ...{ signs: [], otherText: '' },
})

/** Undefined has no JSON. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

interface Before {
  readonly session: string
  readonly secret: string
  readonly auditRows: number
  readonly mails: Record<MailId, Record<'mail' | 'decisions' | 'deliveries' | 'review' | 'audit', unknown>>
  readonly queueItems: Record<string, unknown>
  readonly queueClosures: readonly object[]
  readonly [question: string]: unknown
}

let dir: string
let ledger: Ledger
let before: Before
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'postfordeler-before-'))
  await writeFile(join(dir, 'ledger.db'), await unpacked('ledger.db.gz'))
  before = JSON.parse((await unpacked('ledger.json.gz')).toString())
  ledger = await createLedger(`sqlite:${join(dir, 'ledger.db')}`)
})
afterAll(async () => {
  await ledger.close()
  await rm(dir, { recursive: true, force: true })
})

describe('a ledger of the version before', () => {
  it('has every mail with its decisions, deliveries, review item and audit rows', async () => {
    const ids = Object.keys(before.mails) as MailId[]
    expect(ids).toHaveLength(22)
    const today = await Promise.all(
      ids.map(async (id) => [
        id,
        plain({
          mail: await ledger.mail(id),
          decisions: await ledger.decisions(id),
          deliveries: await ledger.deliveries(id),
          review: await ledger.reviewItem(id),
          audit: (await ledger.audit({ mailId: id, limit: 100 })).map((row) => `${row.actor} ${row.action}`),
        }),
      ]),
    )
    expect(Object.fromEntries(today)).toEqual(inTodaysWords(before.mails))
    expect(await ledger.audit({ limit: 10_000 })).toHaveLength(before.auditRows)
  })

  it('has the same review list, queues, blind sample, corrections, polls and secret', async () => {
    const today = {
      reviewItems: await ledger.reviewItems({ limit: 100 }),
      queueCounts: await ledger.queueCounts(),
      blindAnswers: await ledger.blindAnswers(),
      blindWaiting: await ledger.blindWaiting(),
      corrections: await ledger.corrections({ limit: 100 }),
      polls: await ledger.lastPolls(),
    }
    expect(today.reviewItems).toHaveLength(13)
    expect(plain(today)).toEqual(
      Object.fromEntries(Object.keys(today).map((name) => [name, inTodaysWords(before[name])])),
    )
    for (const [queue, items] of Object.entries(before.queueItems))
      expect(plain(await ledger.queueItems(label(queue), { limit: 100 }))).toEqual(items)
    expect(await ledger.secret('blind-sample')).toBe(before.secret)
  })

  it('knows why mail beyond the hourly limit waits, by today’s word, wherever it is asked', async () => {
    const filter = { state: 'waiting', reason: 'rate-limited' } as const
    expect(await ledger.reviewCount(filter)).toBeGreaterThan(0)
    const counts = await ledger.reviewCounts({
      labels: undefined,
      ages: ['2026-01-01T00:00:00.000Z'],
      mine: '',
    })
    const reasons = new Set<string>(counts.map(({ reason }) => reason))
    expect([reasons.has('rate-limited'), reasons.has('fuse')]).toEqual([true, false])
    const { byReason } = await ledger.stats({})
    expect([Object.keys(byReason)]).not.toContainEqual(expect.arrayContaining(['fuse']))
    const rows = await ledger.audit({ limit: 10_000 })
    expect(rows.filter(({ details }) => details['because'] === 'rate-limited')).toHaveLength(6)
    expect(JSON.stringify(rows)).not.toContain('"fuse"')
  })

  it('has the closed queue, by a broken promise, and the one that was opened again', async () => {
    const closures = plain(await ledger.queueClosures())
    expect(closures).toEqual(
      before.queueClosures.map((closure) => ({ ...closure, reason: 'promise-broken', why: '' })),
    )
    expect(closures).toMatchObject([
      { label: 'parkering', isClosed: true },
      { label: 'pas', isClosed: false },
    ])
  })

  it('has counts for its mails, and a session that goes on', async () => {
    const { byKind, undecided, waiting, undelivered } = await ledger.stats({})
    expect(await ledger.gauges()).toMatchObject({ byKind, undecided, waiting, undelivered })
    expect(byKind.route + byKind.review + byKind.leave).toBe(22)
    expect(plain(await ledger.accounts.list())).toEqual(before['accounts'])
    const bounds = { idleMs: Number.MAX_SAFE_INTEGER / 2, longestMs: Number.MAX_SAFE_INTEGER / 2 }
    const session = await ledger.accounts.session(before.session, bounds).catch(() => 'refused')
    expect(session).toMatchObject({ person: { name: 'lise' } })
  })

  it('tells an answer of its threads by their text, and by what is kept when that is forgotten', async () => {
    const ids = Object.keys(before.mails) as MailId[]
    const mails = await Promise.all(ids.map((id) => ledger.mail(id)))
    const isDone = new Set(['pas', 'parkering'])
    const likenesses = async () => {
      const placements = await Promise.all(
        mails.flatMap((one) => {
          const decision = one?.decision?.decision
          if (!one?.parsed?.messageId || decision?.kind !== 'route') return []
          if (!isDone.has(decision.parts[0].queue)) return []
          const { parsed } = one
          const answer = { messageId: 'new@example.dk', references: [parsed.messageId ?? ''], isReply: true }
          return [ledger.threadPlacements({ ...parsed, ...answer, subject: `SV: ${parsed.subject}` })]
        }),
      )
      return placements.flat().map(({ matter, writer }) => `${matter} ${writer}`)
    }
    const told = await likenesses()
    expect(told.length).toBeGreaterThan(0)
    expect(new Set(told)).toEqual(new Set(['same of-thread']))
    expect(await ledger.forgetText('2026-12-31T00:00:00.000Z')).toBeGreaterThan(0)
    expect(await likenesses()).toEqual(told)
  })
})
