// The suite of AuditLog.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Ledger } from '../../../src/ledger/contract/ledger.js'
import { handClock, type OpenLedger } from '../ledger-samples.js'

const MINUTE_MS = 60_000

export function auditContract(open: OpenLedger): void {
  let ledger: Ledger
  let clock = handClock()
  beforeEach(async () => {
    clock = handClock()
    ledger = await open({ now: clock.now })
  })
  afterEach(() => ledger.close())

  describe('the trail', () => {
    it('rows come newest first and can be limited to a time', async () => {
      const row = { actor: 'birthe', action: 'promoted', mailId: undefined, details: { model: 'x' } }
      await ledger.recordAudit(row)
      clock.pass(MINUTE_MS)
      await ledger.recordAudit({ ...row, action: 'rolled-back' })
      const all = await ledger.audit({ limit: 10 })
      expect(all.map(({ action, actor, details }) => ({ action, actor, details }))).toEqual([
        { action: 'rolled-back', actor: 'birthe', details: { model: 'x' } },
        { action: 'promoted', actor: 'birthe', details: { model: 'x' } },
      ])
      expect(await ledger.audit({ since: clock.now().toISOString(), limit: 10 })).toHaveLength(1)
    })
  })
}
