// Logging in with a password, in a browser with cookies.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPage, type TestPage } from './page.js'

let page: TestPage

beforeAll(async () => {
  page = await openPage()
  await page.account('birthe', ['caseworker'])
})
afterAll(() => page.close())

describe('the login', () => {
  it('lets in who knows the password, and says so in the trail', async () => {
    const browser = page.browser()
    const shown = await browser.logIn('birthe')
    expect(shown).toMatchObject({ status: 303, location: '/' })
    const [last] = await page.ledger.audit({ limit: 1 })
    expect(last).toMatchObject({ actor: 'birthe', action: 'logged-in', details: { how: 'password' } })
  })

  it('greets by name afterwards, in Danish', async () => {
    const browser = page.browser()
    await browser.logIn('birthe')
    const { text } = await browser.get('/look')
    expect(text).toContain('<html lang="da">')
    expect(text).toContain('Min konto, birthe')
  })

  it('begins a new session, so that one slipped in before is worth nothing', async () => {
    const browser = page.browser()
    await browser.get('/login')
    browser.cookies.set('postfordeler-session', 'slipped-in')
    await browser.logIn('birthe')
    expect(browser.cookies.get('postfordeler-session')).not.toBe('slipped-in')
  })
})
