import { describe, expect, it } from 'vitest'
import { createPoller, type Polled, pauseMs, pollUntilStopped } from '../../../src/daemon/poller.js'
import { TriageError } from '../../../src/errors.js'
import { anId } from '../build.js'
import { createFakeLog } from '../fake-log.js'

const mailbox = {
  kind: 'files',
  path: 'maildir:mail',
  name: 'borgerservice',
  addresses: [] as string[],
  inbox: 'INBOX',
  alsoLook: [] as string[],
  every: '60s',
  mode: 'auto',
} as const
const well: Polled = { received: 0, delivered: { unreachable: [] } }

function pollerOf(...passes: readonly (() => Promise<Polled>)[]) {
  const log = createFakeLog()
  let nth = 0
  const pass = () => (passes[nth++] ?? (async () => well))()
  return { log, poll: createPoller({ mailbox, pass, log }) }
}

const failing = (code: string) => () => Promise.reject(new TriageError(code, 'What happened.'))

describe('the pause after a poll', () => {
  it.each([
    { faults: 0, everyMs: 60_000, ms: 60_000 },
    { faults: 1, everyMs: 1_000, ms: 2_000 },
    { faults: 3, everyMs: 1_000, ms: 8_000 },
    { faults: 9, everyMs: 1_000, ms: 30_000 },
    { faults: 1_000_000, everyMs: 1_000, ms: 30_000 },
    { faults: 1, everyMs: 3_600_000, ms: 2_000 },
    { faults: 20, everyMs: 3_600_000, ms: 30_000 },
  ])('after $faults faults of a mailbox polled every $everyMs ms is $ms ms', ({ faults, everyMs, ms }) => {
    expect(pauseMs(faults, everyMs)).toBe(ms)
  })
})

describe('a poll', () => {
  it('with new mail says how much', async () => {
    const { log, poll } = pollerOf(async () => ({ ...well, received: 3 }))
    expect(await poll()).toBe(true)
    expect(log.told).toMatchObject([{ level: 'info', fields: { mailbox: 'borgerservice', received: 3 } }])
  })

  it('without new mail says nothing', async () => {
    const { log, poll } = pollerOf()
    expect(await poll()).toBe(true)
    expect(log.told).toEqual([])
  })

  it('that fails never throws and tells of the fault once, until it is another or over', async () => {
    const { log, poll } = pollerOf(failing('IMAP_UNREACHABLE'), failing('IMAP_UNREACHABLE'))
    expect([await poll(), await poll(), await poll()]).toEqual([false, false, true])
    expect(log.told.map(({ level }) => level)).toEqual(['error', 'debug', 'info'])
    expect(log.told[0]?.fields).toEqual({
      mailbox: 'borgerservice',
      code: 'IMAP_UNREACHABLE',
      fault: 'What happened.',
    })
  })

  it('of a mailbox that another process holds went well', async () => {
    const { log, poll } = pollerOf(failing('MAILBOX_IN_USE'))
    expect(await poll()).toBe(true)
    expect(log.told.map(({ level }) => level)).toEqual(['debug'])
  })

  it('that could not deliver is a fault, also when it could fetch', async () => {
    const error = new TriageError('REDIS_UNREACHABLE', 'Nobody.')
    const unreachable = [{ kind: 'bullmq-queue' as const, error }]
    const { log, poll } = pollerOf(async () => ({ received: 1, delivered: { unreachable } }))
    expect(await poll()).toBe(false)
    expect(log.told).toMatchObject([{ level: 'info' }, { level: 'error', fields: { code: error.code } }])
  })

  it('tells by id which mails could not be decided', async () => {
    const failed = [{ mailId: anId(1), error: new RangeError('Kære kommune') }]
    const { log, poll } = pollerOf(async () => ({ ...well, failed }))
    expect(await poll()).toBe(true)
    expect(log.told).toMatchObject([{ level: 'error', fields: { mailId: anId(1), code: 'FAULT' } }])
    expect(JSON.stringify(log.told)).not.toContain('Kære')
  })
})

describe('polling', () => {
  it('ends at the signal, after the poll in hand', async () => {
    const stop = new AbortController()
    let polls = 0
    const poll = async () => {
      polls += 1
      if (polls === 3) stop.abort()
      return true
    }
    await pollUntilStopped(poll, 1, stop.signal)
    expect(polls).toBe(3)
  })

  it('does not begin when it was ended before', async () => {
    await pollUntilStopped(() => Promise.reject(new Error('polled')), 1, AbortSignal.abort())
  })
})
