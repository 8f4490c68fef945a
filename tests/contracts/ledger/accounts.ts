// The suite of Accounts: who they are, who is logged in, who failed to.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { label } from '../../../src/ids.js'
import type { Ledger } from '../../../src/ledger/contract/ledger.js'
import { handClock, type OpenLedger } from '../ledger-samples.js'

const minuteMs = 60_000
const bounds = { idleMs: 30 * minuteMs, longestMs: 600 * minuteMs }
const birthe = {
  name: 'birthe',
  displayName: 'Birthe Holm',
  roles: ['caseworker', 'lead'] as const,
  departments: [label('pas')],
}
const elsewhere = { ...birthe, name: 'anders', subject: 'https://login.example 17' }

export function accountsContract(open: OpenLedger): void {
  let ledger: Ledger
  let clock = handClock()
  beforeEach(async () => {
    clock = handClock()
    ledger = await open({ now: clock.now })
    await ledger.accounts.add({ ...birthe, passwordHash: '$argon2id$old' }, 'admin')
  })
  afterEach(() => ledger.close())
  const trail = async () =>
    (await ledger.audit({ limit: 50 })).map(({ actor, action }) => `${actor} ${action}`)

  describe('an account', () => {
    it('comes back as it was added', async () => {
      expect(await ledger.accounts.find('birthe')).toEqual({
        ...birthe,
        source: 'local',
        isActive: true,
        createdAt: '2025-03-04T09:00:00.000Z',
        lastLoginAt: undefined,
      })
      expect(await ledger.accounts.passwordHash('birthe')).toBe('$argon2id$old')
    })

    it('is not added twice, and the first one stays', async () => {
      const isNew = await ledger.accounts.add({ ...birthe, roles: ['admin'], passwordHash: 'x' }, 'admin')
      expect(isNew).toBe(false)
      expect(await ledger.accounts.find('birthe')).toMatchObject({ roles: ['caseworker', 'lead'] })
    })

    it('gets another password, and its logins end', async () => {
      const id = await ledger.accounts.beginSession('birthe', { how: 'password' })
      expect(await ledger.accounts.change('birthe', { passwordHash: '$argon2id$new' }, 'admin')).toBe(true)
      expect(await ledger.accounts.passwordHash('birthe')).toBe('$argon2id$new')
      expect(await ledger.accounts.session(id, bounds)).toBeUndefined()
    })

    it('gets other roles, which hold for a login that is under way', async () => {
      const id = await ledger.accounts.beginSession('birthe', { how: 'password' })
      await ledger.accounts.change('birthe', { roles: ['data'], departments: undefined }, 'admin')
      const session = await ledger.accounts.session(id, bounds)
      expect(session?.person).toMatchObject({ roles: ['data'], departments: undefined })
    })

    it('when it is closed has no password and no login any more', async () => {
      const id = await ledger.accounts.beginSession('birthe', { how: 'password' })
      await ledger.accounts.change('birthe', { isActive: false }, 'admin')
      expect(await ledger.accounts.passwordHash('birthe')).toBeUndefined()
      expect(await ledger.accounts.session(id, bounds)).toBeUndefined()
    })

    it('that there is not is neither changed nor removed', async () => {
      expect(await ledger.accounts.change('nobody', { isActive: false }, 'admin')).toBe(false)
      expect(await ledger.accounts.remove('nobody', 'admin')).toBe(false)
    })

    it('leaves its whole life in the trail, without its password', async () => {
      await ledger.accounts.change('birthe', { passwordHash: '$argon2id$new' }, 'admin')
      await ledger.accounts.remove('birthe', 'admin')
      expect(await trail()).toEqual(['admin account-removed', 'admin account-changed', 'admin account-added'])
      expect(JSON.stringify(await ledger.audit({ limit: 50 }))).not.toContain('argon2')
      expect(await ledger.accounts.list()).toEqual([])
    })
  })

  describe('a login at the identity provider', () => {
    it('makes an account at first and takes over its rights each time after', async () => {
      await ledger.accounts.signedInElsewhere(elsewhere)
      const again = await ledger.accounts.signedInElsewhere({ ...elsewhere, roles: ['auditor'] })
      expect(again).toMatchObject({ name: 'anders', source: 'oidc', roles: ['auditor'] })
      expect(await ledger.accounts.passwordHash('anders')).toBeUndefined()
    })

    it('never takes over a local account', async () => {
      expect(await ledger.accounts.signedInElsewhere({ ...elsewhere, name: 'birthe' })).toBe('name-taken')
      expect(await ledger.accounts.find('birthe')).toMatchObject({ source: 'local' })
    })

    it('is refused while the account is closed here', async () => {
      await ledger.accounts.signedInElsewhere(elsewhere)
      await ledger.accounts.change('anders', { isActive: false }, 'admin')
      expect(await ledger.accounts.signedInElsewhere(elsewhere)).toBe('closed')
    })
  })

  describe('a session', () => {
    it('tells who it is until it has been idle too long', async () => {
      const id = await ledger.accounts.beginSession('birthe', { how: 'password' })
      clock.pass(29 * minuteMs)
      expect((await ledger.accounts.session(id, bounds))?.person.name).toBe('birthe')
      clock.pass(minuteMs)
      expect(await ledger.accounts.session(id, bounds)).toBeUndefined()
    })

    it('goes on while somebody is there, but not for ever', async () => {
      const id = await ledger.accounts.beginSession('birthe', { how: 'password' })
      for (let passed = 20; passed < 600; passed += 20) {
        clock.pass(20 * minuteMs)
        await ledger.accounts.touchSession(id)
      }
      expect(await ledger.accounts.session(id, bounds)).toBeDefined()
      clock.pass(20 * minuteMs)
      expect(await ledger.accounts.session(id, bounds)).toBeUndefined()
    })

    it('keeps what is to be said until it is said', async () => {
      const id = await ledger.accounts.beginSession('birthe', { how: 'password' })
      await ledger.accounts.setFlash(id, 'Gemt')
      expect((await ledger.accounts.session(id, bounds))?.flash).toBe('Gemt')
      await ledger.accounts.setFlash(id, undefined)
      expect((await ledger.accounts.session(id, bounds))?.flash).toBeUndefined()
    })

    it('that has run out is swept away', async () => {
      const id = await ledger.accounts.beginSession('birthe', { how: 'password' })
      clock.pass(31 * minuteMs)
      const fresh = await ledger.accounts.beginSession('birthe', { how: 'password' })
      await ledger.accounts.sweepSessions(bounds)
      const patient = { idleMs: 1e9, longestMs: 1e9 }
      expect(await ledger.accounts.session(id, patient)).toBeUndefined()
      expect(await ledger.accounts.session(fresh, patient)).toBeDefined()
    })

    it('is told in the trail when it begins and ends', async () => {
      const id = await ledger.accounts.beginSession('birthe', { how: 'password' })
      await ledger.accounts.endSession(id)
      await ledger.accounts.endSession(id)
      expect(await trail()).toEqual(['birthe logged-out', 'birthe logged-in', 'admin account-added'])
      expect(await ledger.accounts.find('birthe')).toMatchObject({
        lastLoginAt: '2025-03-04T09:00:00.000Z',
      })
    })
  })

  describe('failed logins', () => {
    it('are counted under each key until the window has passed', async () => {
      await ledger.accounts.recordLoginFailure(['a', 'b'], 15 * minuteMs)
      await ledger.accounts.recordLoginFailure(['a'], 15 * minuteMs)
      expect(await ledger.accounts.loginFailures('a', 15 * minuteMs)).toBe(2)
      expect(await ledger.accounts.loginFailures('b', 15 * minuteMs)).toBe(1)
      clock.pass(15 * minuteMs)
      expect(await ledger.accounts.loginFailures('a', 15 * minuteMs)).toBe(0)
      await ledger.accounts.recordLoginFailure(['a'], 15 * minuteMs)
      expect(await ledger.accounts.loginFailures('a', 15 * minuteMs)).toBe(1)
    })

    it('of many at once are all counted', async () => {
      const many = Array.from({ length: 20 }, () => ledger.accounts.recordLoginFailure(['a'], minuteMs))
      await Promise.all(many)
      expect(await ledger.accounts.loginFailures('a', minuteMs)).toBe(20)
    })

    it('are forgotten once the person is known', async () => {
      await ledger.accounts.recordLoginFailure(['a'], minuteMs)
      await ledger.accounts.forgetLoginFailures('a')
      expect(await ledger.accounts.loginFailures('a', minuteMs)).toBe(0)
    })
  })

  describe('the trail', () => {
    it('is read for one person, a time, and page by page', async () => {
      clock.pass(minuteMs)
      for (const action of ['one', 'two', 'three'])
        await ledger.recordAudit({ actor: 'mette', action, mailId: undefined, details: {} })
      const actions = async (options: object) =>
        (await ledger.audit({ limit: 2, ...options })).map(({ action }) => action)
      expect(await actions({ actor: 'mette' })).toEqual(['three', 'two'])
      const [, second] = await ledger.audit({ actor: 'mette', limit: 2 })
      expect(await actions({ actor: 'mette', before: second?.seq })).toEqual(['one'])
      expect(await actions({ until: '2025-03-04T09:01:00.000Z' })).toEqual(['account-added'])
      expect(await actions({ since: '2025-03-04T09:01:00.001Z' })).toEqual([])
    })
  })
}
