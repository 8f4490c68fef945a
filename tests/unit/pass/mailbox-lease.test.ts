import { hostname } from 'node:os'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Ledger } from '../../../src/ledger/contract/ledger.js'
import { createLedger } from '../../../src/ledger/create-ledger.js'
import { fenced } from '../../../src/pass/fenced-destinations.js'
import { hasTurn, withLease } from '../../../src/pass/mailbox-lease.js'
import { nameOfThisProcess } from '../../../src/pass/process-identity.js'
import { createMemoryDestination } from '../../memory-destination.js'

let ledger: Ledger
beforeEach(async () => {
  ledger = await createLedger('sqlite::memory:')
})
afterEach(() => ledger.close())

const name = 'mailbox.borgerservice'
const held = (holder: string) => ledger.acquireLease(name, holder, 60_000)
const work = () => withLease(ledger, 'borgerservice', async () => 'done')
/** Above every process number that Linux gives. */
const noProcess = 2 ** 30

describe('the lease of a mailbox', () => {
  it('is held while the work goes on, and let go after it', async () => {
    await withLease(ledger, 'borgerservice', async () => {
      expect((await ledger.currentLease(name))?.holder).toContain(`.${process.pid}.`)
    })
    expect(await ledger.currentLease(name)).toBeUndefined()
  })

  it('is let go when the work fails', async () => {
    const failing = withLease(ledger, 'borgerservice', () => Promise.reject(new Error('no')))
    await expect(failing).rejects.toThrow('no')
    expect(await work()).toBe('done')
  })

  it('is one for each mailbox', async () => {
    await withLease(ledger, 'another', async () => expect(await work()).toBe('done'))
  })

  it('is never taken from this very process', async () => {
    await withLease(ledger, 'borgerservice', async () => {
      await expect(work()).rejects.toMatchObject({ code: 'MAILBOX_IN_USE' })
    })
  })

  it('is taken at once from a process of this machine that was killed', async () => {
    await held(nameOfThisProcess().replace(`.${process.pid}.`, `.${noProcess}.`))
    expect(await work()).toBe('done')
  })

  it('is not taken from a living process, nor from one that nobody here can see', async () => {
    const lease = await held(nameOfThisProcess())
    await expect(work()).rejects.toMatchObject({ code: 'MAILBOX_IN_USE' })
    if (lease) await ledger.releaseLease(lease)
    await held(`${hostname()}.0123-42.${noProcess}.77.0f0f0f0f`)
    await expect(work()).rejects.toMatchObject({ code: 'MAILBOX_IN_USE' })
  })

  it('is taken up again by the process that could not let it go', async () => {
    const cutOff = { ...ledger, releaseLease: () => Promise.reject(new Error('the database is away')) }
    expect(await withLease(cutOff, 'borgerservice', async () => 'done')).toBe('done')
    expect(await withLease(cutOff, 'borgerservice', async () => 'again')).toBe('again')
  })

  it('stops the moves of a holder that somebody else has followed', async () => {
    const moves = createMemoryDestination('imap-folder')
    await withLease(ledger, 'borgerservice', async (mine) => {
      const [destination] = fenced([moves], mine)
      expect(await destination?.deliver([])).toEqual([])
      const lease = await ledger.currentLease(name)
      if (lease) await ledger.releaseLease(lease) // as if it had slept through its time
      const next = await held('the next')
      await expect(destination?.deliver([])).rejects.toMatchObject({ code: 'MAILBOX_IN_USE' })
      if (next) await ledger.releaseLease(next)
      await expect(destination?.deliver([])).rejects.toMatchObject({ code: 'MAILBOX_IN_USE' })
    })
  })
})

describe('a turn', () => {
  const turn = 'turn.filling'
  const mine = () => hasTurn(ledger, 'filling', 60_000)
  const another = `${hostname()}.0123-42.7.77.0f0f0f0f`

  it('is kept by asking again, and is not of whoever comes second', async () => {
    expect([await mine(), await mine()]).toEqual([true, true])
    expect(await ledger.acquireLease(turn, another, 60_000)).toBeUndefined()
  })

  it('is had when that of another is over, and no sooner', async () => {
    const theirs = await ledger.acquireLease(turn, another, 60_000)
    expect(await mine()).toBe(false)
    await ledger.acquireLease(turn, another, 0)
    expect(await mine()).toBe(true)
    expect(theirs).toMatchObject({ holder: another })
  })

  it('passes on at once from a process of this machine that was killed', async () => {
    const killed = nameOfThisProcess().replace(`.${process.pid}.`, `.${noProcess}.`)
    await ledger.acquireLease(turn, killed, 60_000)
    expect(await mine()).toBe(true)
  })

  it('is one for each kind of work, and no mailbox', async () => {
    await ledger.acquireLease(turn, another, 60_000)
    expect(await hasTurn(ledger, 'asking', 60_000)).toBe(true)
    expect(await withLease(ledger, 'filling', async () => 'done')).toBe('done')
  })
})
