// The page in a real browser: without barriers in either colours, on a phone and enlarged; by keyboard; without script; nothing leaves the host.
import type { FastifyInstance } from 'fastify'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { configSchema } from '../../src/config/schema.js'
import { label } from '../../src/ids.js'
import type { Ledger } from '../../src/ledger/contract/ledger.js'
import { createLedger } from '../../src/ledger/create-ledger.js'
import { personRoles } from '../../src/roles.js'
import { createApp } from '../../src/web/app.js'
import { hashPassword } from '../../src/web/passwords.js'
import { deskOver } from '../contracts/desk-harness.js'
import { inventWeeks } from '../contracts/invented-weeks.js'
import { handClock, rawMail } from '../contracts/ledger-samples.js'
import { barriers, isTooWide, openChromium, openWindow } from './chromium.js'

const password = 'syv grønne cykler'
let browser: Browser
let app: FastifyInstance
let ledger: Ledger
let origin: string

beforeAll(async () => {
  const clock = handClock(new Date().toISOString())
  ledger = await createLedger('sqlite::memory:', { now: clock.now })
  const passwordHash = await hashPassword(password)
  const account = (name: string, displayName: string) => ({ name, displayName, passwordHash })
  await ledger.accounts.add(
    { ...account('birthe', 'Birthe Holm'), roles: personRoles, departments: undefined },
    'test',
  )
  const departments = ['pas', 'kørekort'].map((key) => label(key))
  await ledger.accounts.add(
    { ...account('anders', 'Anders And'), roles: ['caseworker'], departments },
    'test',
  )
  await ledger.accounts.change('anders', { isActive: false }, 'birthe')
  await ledger.recordReceived('borgerservice', [rawMail('Hvordan fornyer jeg mit pas?')])
  const queues = {
    pas: { name: 'Pas' },
    koerekort: { name: 'Kørekort' },
    parkering: { name: 'Parkering og beboerlicens' },
  }
  const config = configSchema.parse({ queues, review: { organisation: 'Prøveby Kommune' } })
  const log = { debug() {}, info() {}, warn() {}, error() {} }
  const desk = deskOver({ config, ledger, now: clock.now })
  const filled = [label('pas'), label('koerekort')]
  await inventWeeks({ ledger, desk, clock, queues: filled, weeks: 3, mails: 12 })
  await ledger.closeQueue(label('koerekort'), { n: 40, wrong: 8, evidence: 31, promised: 0.05 })
  app = await createApp({ config, ledger, desk, now: () => new Date(), log, env: {} })
  origin = await app.listen({ port: 0, host: '127.0.0.1' })
  browser = await openChromium()
})
afterAll(async () => {
  await browser?.close()
  await app?.close()
  await ledger?.close()
})

async function logIn(options: Parameters<typeof openWindow>[2] = {}) {
  const watched = await openWindow(browser, origin, options)
  const { page } = watched
  await page.goto(`${origin}/login`)
  await page.fill('#name', 'birthe')
  await page.fill('#password', password)
  await page.click('main button[type=submit]')
  return watched
}

const shownPages = [
  '/look',
  '/account',
  '/users',
  '/users/add',
  '/users/person/anders',
  '/trail',
  '/trail?mail=ffffff',
  '/figures',
  '/figures?queue=pas',
  '/figures?queue=parkering&weeks=1',
  '/find',
  '/find?text=findesikke&sender=x',
  '/accessibility',
  '/nowhere',
]

const windows = {
  light: { colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  dark: { colorScheme: 'dark', viewport: { width: 1280, height: 800 } },
  phone: { colorScheme: 'light', viewport: { width: 320, height: 640 } },
  // What is left of 1280 by 1024 when it is enlarged four times.
  'enlarged to 400 %': { colorScheme: 'light', viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 },
} as const

describe.each(Object.entries(windows))('%s', (_, options) => {
  it('has no barriers, fits, and asks nobody but us', { timeout: 300_000 }, async () => {
    const { page, strayed, complaints, close } = await logIn(options)
    for (const path of shownPages) {
      await page.goto(`${origin}${path}`)
      // What is folded away is looked at too.
      await page.evaluate("for (const part of document.querySelectorAll('main details')) part.open = true")
      expect(await barriers(page), path).toEqual([])
      expect(await isTooWide(page), path).toBe(false)
    }
    expect(strayed).toEqual([])
    expect(complaints.filter((one) => !one.includes('404'))).toEqual([])
    await close()
  })

  it('has no barriers before the login, nor when it fails', async () => {
    const { page, strayed, close } = await openWindow(browser, origin, options)
    for (const path of ['/login', '/login?why=first', '/login?why=loggedOut']) {
      await page.goto(`${origin}${path}`)
      expect(await barriers(page), path).toEqual([])
    }
    await page.fill('#name', 'birthe')
    await page.fill('#password', 'noget helt andet')
    await page.click('main button[type=submit]')
    expect(await page.textContent('[role=alert]')).toContain('passer ikke sammen')
    expect(await barriers(page)).toEqual([])
    expect(strayed).toEqual([])
    await close()
  })
})

describe('by keyboard alone', () => {
  it('the first step leads past the sections to the content, and each step is seen', async () => {
    const { page, close } = await logIn()
    await page.goto(`${origin}/users`)
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.textContent.trim()')).toBe('Gå til sidens indhold')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.textContent.trim()')).toBe('Opret bruger')
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid')
    await close()
  })

  it('one logs in and out', async () => {
    const { page, close } = await openWindow(browser, origin)
    await page.goto(`${origin}/login`)
    await page.focus('#name')
    await page.keyboard.type('birthe')
    await page.keyboard.press('Tab')
    await page.keyboard.type(password)
    await page.keyboard.press('Enter')
    await page.waitForURL(`${origin}/list`)
    await page.goto(`${origin}/account`)
    await page.focus('text=Log ud')
    await page.keyboard.press('Enter')
    await page.waitForURL(/why=loggedOut/)
    expect(await page.textContent('[role=status]')).toContain('Du er logget ud')
    await close()
  })
})

describe.each([true, false])('with script: %s', (javaScriptEnabled) => {
  it('a user is added, changed and removed', async () => {
    const name = `mette-${javaScriptEnabled}`
    const { page, close } = await logIn({ javaScriptEnabled })
    await page.goto(`${origin}/users/add`)
    await page.fill('#name', name)
    await page.check('#roles-caseworker')
    await page.check('#scope-some')
    await page.check('#departments-pas')
    await page.fill('#password', password)
    await page.fill('#again', password)
    await page.click('main button[type=submit]')
    expect(await page.textContent('[role=status]')).toContain(`${name} er oprettet`)
    await page.click(`th >> text=${name}`)
    await page.check('#roles-lead')
    await page.click('text=Gem')
    expect((await ledger.accounts.find(name))?.roles).toEqual(['caseworker', 'lead'])
    await page.click(`th >> text=${name}`)
    await page.click('button:has-text("Fjern bruger")')
    expect(await page.textContent('[role=status]')).toContain(`${name} er fjernet`)
    expect(await ledger.accounts.find(name)).toBeUndefined()
    await close()
  })

  it('language and colours are changed, and the page says so in the new language', async () => {
    const { page, close } = await logIn({ javaScriptEnabled, colorScheme: 'light' })
    await page.goto(`${origin}/look?to=/trail`)
    await page.check('#language-en')
    await page.check('#theme-dark')
    await page.click('main button[type=submit]')
    expect(await page.textContent('[role=status]')).toContain('The settings have been saved')
    expect(await page.textContent('h1')).toBe('Audit log')
    expect(await page.getAttribute('html', 'data-theme')).toBe('dark')
    await close()
  })
})

it('the dark colours are those that were chosen, not those of the computer', async () => {
  const { page, close } = await logIn({ colorScheme: 'light' })
  await page.goto(`${origin}/look?to=/trail`)
  await page.check('#theme-dark')
  await page.click('main button[type=submit]')
  expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(18, 24, 31)')
  expect(await barriers(page)).toEqual([])
  await close()
})

describe('a form', () => {
  it('that is sent twice by an impatient finger does its work once', async () => {
    const { page, close } = await logIn()
    await page.goto(`${origin}/users/add`)
    await page.fill('#name', 'dobbelt')
    await page.check('#roles-data')
    await page.fill('#password', password)
    await page.fill('#again', password)
    await page.dblclick('main button[type=submit]')
    await page.waitForURL(`${origin}/users`)
    expect(await page.textContent('[role=status]')).toContain('dobbelt er oprettet')
    await close()
  })
})
