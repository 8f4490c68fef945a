// Logging in with a password, as a browser with cookies does it.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { cpuNowMs } from '../cpu-time.js'
import { openPage, password, type TestPage } from './page-harness.js'

const minuteMs = 60_000
const sessionCookie = 'postfordeler-session'
let page: TestPage

beforeAll(async () => {
  page = await openPage()
  await page.account('birthe', ['caseworker'])
})
afterAll(() => page.close())
beforeEach(() => {
  page.clock.at = new Date(page.clock.at.getTime() + 60 * minuteMs) // what earlier cases got wrong is forgotten
})

const lastDeed = async () => (await page.ledger.audit({ limit: 1 }))[0]

describe('the login', () => {
  it('lets in who knows the password, and says so in the trail', async () => {
    const shown = await page.browser().logIn('birthe')
    expect(shown).toMatchObject({ status: 303, location: '/' })
    expect(await lastDeed()).toMatchObject({
      actor: 'birthe',
      action: 'logged-in',
      details: { how: 'password' },
    })
  })

  it('leads to where the person wanted to go', async () => {
    const browser = page.browser()
    const asked = await browser.get('/account?a=1')
    expect(asked.location).toBe('/login?why=first&to=%2Faccount%3Fa%3D1')
    await browser.get(asked.location)
    const { location } = await browser.post('/login', { name: 'birthe', password, to: '/account?a=1' })
    expect(location).toBe('/account?a=1')
  })

  it.each(['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '/a b'])(
    'never leads to %s',
    async (to) => {
      const browser = page.browser()
      await browser.get('/login')
      const { location } = await browser.post('/login', { name: 'birthe', password, to })
      expect(location).toBe('/')
    },
  )

  it('gives the browser a new session, so that one slipped in before is worth nothing', async () => {
    const browser = page.browser()
    await browser.get('/login')
    browser.cookies.set(sessionCookie, 'slipped-in')
    await browser.logIn('birthe')
    const first = browser.cookies.get(sessionCookie)
    await browser.get('/look')
    await browser.post('/login', { name: 'birthe', password })
    const second = browser.cookies.get(sessionCookie)
    expect([first, second]).not.toContain('slipped-in')
    expect(second).not.toBe(first)
    browser.cookies.set(sessionCookie, first ?? '')
    expect((await browser.get('/account')).status).toBe(303)
  })

  it('says the same of a wrong password and of a name that nobody has', async () => {
    const tried = async (name: string) => {
      const browser = page.browser()
      await browser.get('/login')
      const { status, text } = await browser.post('/login', { name, password: 'noget helt andet' })
      return { status, text: text.replaceAll(name, 'NAME').replace(/_token" value="[^"]+"/, '') }
    }
    const wrong = await tried('birthe')
    expect(wrong).toEqual(await tried('nobody'))
    expect(wrong.status).toBe(401)
    expect(wrong.text).toContain('passer ikke sammen')
  })

  it('takes about as long for a name that nobody has', async () => {
    const medianMs = async (name: string) => {
      const took: number[] = []
      for (let nth = 0; nth < 5; nth++) {
        const browser = page.browser({ address: `192.0.2.${nth}` })
        await browser.get('/login')
        const before = cpuNowMs()
        await browser.post('/login', { name: `${name}`, password: 'noget helt andet' })
        took.push(cpuNowMs() - before)
      }
      return took.sort((a, b) => a - b)[2] ?? 0
    }
    const [known, unknown] = [await medianMs('birthe'), await medianMs('nobody')]
    expect(unknown / known).toBeGreaterThan(0.4)
    expect(unknown / known).toBeLessThan(2.5)
  })

  it('writes a failure in the trail: the name of an account, but not what else was typed', async () => {
    const browser = page.browser()
    await browser.get('/login')
    await browser.post('/login', { name: 'birthe', password: 'noget helt andet' })
    expect(await lastDeed()).toMatchObject({
      actor: 'program',
      action: 'login-failed',
      details: { name: 'birthe' },
    })
    await browser.post('/login', { name: 'min hemmelige kode', password: 'x' })
    expect((await lastDeed())?.details).toEqual({ name: 'unknown' })
    expect(JSON.stringify(await page.ledger.audit({ limit: 500 }))).not.toMatch(/hemmelige|192\.0\.2/)
  })

  it('shows what was typed as text only', async () => {
    const browser = page.browser()
    await browser.get('/login')
    const { text } = await browser.post('/login', { name: '"><script>alert(1)</script>', password: 'x' })
    expect(text).toContain('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(text).not.toContain('<script>')
  })
})

describe('guessing', () => {
  const guess = async (address: string, name = 'birthe', given = 'noget helt andet') => {
    const browser = page.browser({ address })
    await browser.get('/login')
    return browser.post('/login', { name, password: given })
  }

  it('from one address is stopped after five tries, and then the right password does not help either', async () => {
    for (let nth = 0; nth < 5; nth++) expect((await guess('198.51.100.1')).status).toBe(401)
    const shown = await guess('198.51.100.1', 'birthe', password)
    expect(shown.status).toBe(429)
    expect(shown.text).toContain('Vent 15 minutter')
  })

  it('does not lock out the person elsewhere', async () => {
    for (let nth = 0; nth < 6; nth++) await guess('198.51.100.2')
    expect((await guess('198.51.100.3', 'birthe', password)).status).toBe(303)
  })

  it('at one name from everywhere is stopped too', async () => {
    for (let nth = 0; nth < 30; nth++) await guess(`203.0.113.${nth}`)
    expect((await guess('203.0.113.99', 'birthe', password)).status).toBe(429)
  })

  it('may go on when the time is over', async () => {
    for (let nth = 0; nth < 6; nth++) await guess('198.51.100.4')
    page.clock.at = new Date(page.clock.at.getTime() + 16 * minuteMs)
    expect((await guess('198.51.100.4', 'birthe', password)).status).toBe(303)
  })
})

describe('a form', () => {
  it.each([
    ['without its token', { _token: '' }],
    ['with a token that is made up', { _token: 'A'.repeat(43) }],
  ])('%s is refused in words', async (_, fields) => {
    const browser = page.browser()
    await browser.get('/login')
    const shown = await browser.post('/login', { name: 'birthe', password, ...fields })
    expect(shown.status).toBe(403)
    expect(shown.text).toContain('Formularen er ikke længere gyldig')
    expect(shown.text).toContain('Der er ikke gemt noget')
  })

  it('of another session is refused', async () => {
    const [one, other] = [page.browser(), page.browser()]
    await one.logIn('birthe')
    await other.logIn('birthe')
    const theirs = /_token" value="([^"]+)"/.exec((await other.get('/account')).text)?.[1] ?? ''
    expect((await one.post('/logout', { _token: theirs })).status).toBe(403)
    expect((await one.get('/account')).status).toBe(200)
  })

  it('of the session before the last login is refused', async () => {
    const browser = page.browser()
    await browser.logIn('birthe')
    const old = /_token" value="([^"]+)"/.exec((await browser.get('/account')).text)?.[1] ?? ''
    await browser.post('/logout')
    await browser.logIn('birthe')
    expect((await browser.post('/look', { _token: old })).status).toBe(403)
  })

  it('from another web site is refused, whatever it carries', async () => {
    const { app } = page
    const first = await app.inject('/login')
    const token = /_token" value="([^"]+)"/.exec(first.body)?.[1] ?? ''
    const cookies = Object.fromEntries(first.cookies.map(({ name, value }) => [name, value]))
    const send = (site: string) =>
      app.inject({
        method: 'POST',
        url: '/look',
        cookies,
        headers: { 'sec-fetch-site': site, 'content-type': 'application/x-www-form-urlencoded' },
        payload: `_token=${token}&theme=dark`,
      })
    expect((await send('cross-site')).statusCode).toBe(403)
    expect((await send('same-site')).statusCode).toBe(403)
    expect((await send('same-origin')).statusCode).toBe(303)
  })

  it('sent after the login has run out says that nothing was saved', async () => {
    const browser = page.browser()
    await browser.logIn('birthe')
    page.clock.at = new Date(page.clock.at.getTime() + 31 * minuteMs)
    const shown = await browser.post('/account/password', { old: password })
    expect(shown.status).toBe(403)
    expect(shown.text).toContain('er ikke gemt')
  })

  it('that is larger than any of ours is refused before it is read', async () => {
    const browser = page.browser()
    await browser.get('/login')
    const shown = await browser.post('/login', { name: 'x'.repeat(300_000) })
    expect(shown.status).toBe(400)
    expect(shown.text).toContain('kan ikke læses')
  })
})

describe('a login', () => {
  it('ends after half an hour without a click, and the page says why', async () => {
    const browser = page.browser()
    await browser.logIn('birthe')
    page.clock.at = new Date(page.clock.at.getTime() + 29 * minuteMs)
    expect((await browser.get('/account')).status).toBe(200)
    page.clock.at = new Date(page.clock.at.getTime() + 29 * minuteMs)
    expect((await browser.get('/account')).status).toBe(200)
    page.clock.at = new Date(page.clock.at.getTime() + 31 * minuteMs)
    const { location } = await browser.get('/account')
    expect(location).toContain('why=expired')
    expect((await browser.get(location)).text).toContain('Du har ikke brugt siden')
  })

  it('ends after ten hours of work', async () => {
    const browser = page.browser()
    await browser.logIn('birthe')
    for (let passed = 0; passed < 600; passed += 20) {
      expect((await browser.get('/account')).status).toBe(200)
      page.clock.at = new Date(page.clock.at.getTime() + 20 * minuteMs)
    }
    expect((await browser.get('/account')).status).toBe(303)
  })

  it('ends when the person says so, in the ledger too', async () => {
    const browser = page.browser()
    await browser.logIn('birthe')
    const id = browser.cookies.get(sessionCookie) ?? ''
    expect(await browser.post('/logout')).toMatchObject({ status: 303, location: '/login?why=loggedOut' })
    expect(browser.cookies.has(sessionCookie)).toBe(false)
    expect(await lastDeed()).toMatchObject({ actor: 'birthe', action: 'logged-out' })
    browser.cookies.set(sessionCookie, id)
    expect((await browser.get('/account')).status).toBe(303)
  })
})

describe('the cookies', () => {
  it('are out of reach of scripts and of other sites', async () => {
    const { cookies } = await page.app.inject('/login')
    expect(cookies).toMatchObject([{ httpOnly: true, sameSite: 'Lax', path: '/' }])
  })

  it('are bound to https and this host where the page has an https address', async () => {
    const secure = await openPage({ origin: 'https://post.kk.example' })
    const { cookies, headers } = await secure.app.inject('/login')
    expect(cookies).toMatchObject([{ name: '__Host-postfordeler-visitor', secure: true, path: '/' }])
    expect(headers['strict-transport-security']).toContain('max-age=31536000')
    await secure.close()
  })
})

describe('without local accounts', () => {
  it('the right password opens nothing, and there is no form', async () => {
    const closed = await openPage({ localAccounts: false })
    await closed.account('birthe', ['admin'])
    const browser = closed.browser()
    expect((await browser.get('/login')).text).toContain('ingen måde at logge ind')
    await browser.get('/look')
    expect((await browser.post('/login', { name: 'birthe', password })).status).toBe(403)
    await closed.close()
  })
})
