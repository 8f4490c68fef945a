import { hostname } from 'node:os'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLedger } from '../../../src/ledger/create-ledger.js'
import type { Ledger } from '../../../src/ledger/ledger.js'
import { isDead, withLease } from '../../../src/service/lease.js'

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

describe('a holder', () => {
  const here = { host: 'a', pid: 5, isAlive: (pid: number) => pid === 7 }

  it.each([
    { holder: 'a.7.0f', dead: false, why: 'its process lives' },
    { holder: 'a.8.0f', dead: true, why: 'its process is gone' },
    { holder: 'a.5.0f', dead: true, why: 'it had our number before us' },
    { holder: 'b.8.0f', dead: false, why: 'nobody here can tell of another machine' },
    { holder: 'a.b.8.0f', dead: false, why: 'a.b is another machine' },
    { holder: 'somebody', dead: false, why: 'the name tells nothing' },
  ])('$holder is dead: $dead, as $why', ({ holder, dead }) => {
    expect(isDead(holder, here)).toBe(dead)
  })
})

describe('the lease of a mailbox', () => {
  it('is held while the work goes on, and let go after it', async () => {
    await withLease(ledger, 'borgerservice', async () => {
      expect((await ledger.currentLease(name))?.holder).toContain(`${hostname()}.${process.pid}.`)
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
    await held(`${hostname()}.${noProcess}.0f0f0f0f`)
    expect(await work()).toBe('done')
  })

  it('is not taken from a living process, nor from another machine', async () => {
    const lease = await held(`${hostname()}.${process.ppid}.0f0f0f0f`)
    await expect(work()).rejects.toMatchObject({ code: 'MAILBOX_IN_USE' })
    if (lease) await ledger.releaseLease(lease)
    await held(`another-${hostname()}.${noProcess}.0f0f0f0f`)
    await expect(work()).rejects.toMatchObject({ code: 'MAILBOX_IN_USE' })
  })
})
