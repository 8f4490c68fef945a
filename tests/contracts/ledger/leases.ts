// The suite of Leases.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Ledger } from '../../../src/ledger/contract/ledger.js'
import { handClock, type OpenLedger } from '../ledger-samples.js'

export function leasesContract(open: OpenLedger): void {
  let ledger: Ledger
  let clock = handClock()
  beforeEach(async () => {
    clock = handClock()
    ledger = await open({ now: clock.now })
  })
  afterEach(() => ledger.close())

  describe('leases', () => {
    it('a lease has one holder at a time, who may renew it', async () => {
      const lease = await ledger.acquireLease('poll:a', 'one', 1000)
      expect(lease).toEqual({ name: 'poll:a', holder: 'one', fence: 1 })
      expect(await ledger.acquireLease('poll:a', 'two', 1000)).toBeUndefined()
      expect(await ledger.acquireLease('poll:b', 'two', 1000)).toMatchObject({ fence: 1 })
      expect(await ledger.acquireLease('poll:a', 'one', 1000)).toEqual(lease)
    })

    it('a lease that ran out goes to the next one, with a greater fence', async () => {
      const lease = await ledger.acquireLease('poll:a', 'one', 1000)
      clock.pass(1000)
      expect(await ledger.acquireLease('poll:a', 'two', 1000)).toMatchObject({ holder: 'two', fence: 2 })
      await ledger.releaseLease(lease!)
      expect(await ledger.acquireLease('poll:a', 'one', 1000)).toBeUndefined()
    })

    it('a lease that was released can be taken at once', async () => {
      await ledger.releaseLease((await ledger.acquireLease('poll:a', 'one', 1000))!)
      expect(await ledger.acquireLease('poll:a', 'two', 1000)).toMatchObject({ fence: 2 })
    })

    it('a lease that was taken while the clock was a day ahead binds nobody', async () => {
      clock.pass(24 * 3_600_000)
      await ledger.acquireLease('poll:a', 'one', 1000)
      clock.pass(-24 * 3_600_000)
      expect(await ledger.acquireLease('poll:a', 'two', 1000)).toMatchObject({ holder: 'two', fence: 2 })
    })

    it('of many who ask at the same time one gets it', async () => {
      const asked = Array.from({ length: 8 }, (_, nth) =>
        ledger.acquireLease('poll:a', `holder ${nth}`, 1000),
      )
      const got = (await Promise.all(asked)).filter((lease) => lease !== undefined)
      expect(got).toHaveLength(1)
    })
  })
}
