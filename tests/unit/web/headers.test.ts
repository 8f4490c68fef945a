// What every answer carries, and what a page never holds: nothing written into it that runs, nothing from elsewhere.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { personRoles } from '../../../src/roles.js'
import { type Browser, openPage, type TestPage } from './page-harness.js'

let page: TestPage
let browser: Browser

beforeAll(async () => {
  page = await openPage()
  await page.account('birthe', personRoles)
  browser = page.browser()
  await browser.logIn('birthe')
})
afterAll(() => page.close())

const shownPages = [
  '/login?why=first',
  '/look',
  '/account',
  '/users',
  '/users/add',
  '/users/person/birthe',
  '/trail',
  '/find',
  '/find?text=pas',
  '/figures',
  '/figures?queue=pas&weeks=52',
  '/accessibility',
  '/nowhere',
]

describe.each(shownPages)('%s', (path) => {
  it('loads nothing from elsewhere and runs nothing that is written into it', async () => {
    const { text, headers } = await (path.startsWith('/login') ? page.browser() : browser).get(path)
    expect(headers['content-security-policy']).toBe(
      "default-src 'self';base-uri 'none';form-action 'self';frame-ancestors 'self';object-src 'none'",
    )
    expect(text).not.toMatch(/ style=| on[a-z]+=|<style|javascript:/i)
    expect(
      text
        .match(/<script[^>]*>[^<]*/g)
        ?.every((tag) => /^<script src="\/assets\/[0-9a-f]{12}\/[\w-]+\.js" defer="">$/.test(tag)),
    ).toBe(true)
    expect(text.match(/(?:src|href|action)="(?![/#])[^"]*"/g)).toBeNull()
  })

  it('is not kept by the browser, and has one heading, a title and a language', async () => {
    const { text, headers } = await browser.get(path)
    if (path.startsWith('/login')) return // who is logged in is sent on
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
    expect(headers['referrer-policy']).toBe('same-origin')
    expect(text.match(/<h1/g)).toHaveLength(1)
    expect(text).toMatch(/<title>[^<]+ - Postfordeler<\/title>/)
    expect(text).toContain('<html lang="da">')
    expect(text).toContain('<a class="skipnav" href="#content">')
  })
})

describe('styles, scripts, icons and fonts', () => {
  const assetsOf = async () => /\/assets\/[0-9a-f]{12}/.exec((await browser.get('/look')).text)?.[0] ?? ''

  it('may be kept for ever, as their path changes with their content', async () => {
    const { headers, status } = await browser.get(`${await assetsOf()}/css/page.css`)
    expect(status).toBe(200)
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
  })

  it('are all there that the stylesheet names, and all come from us', async () => {
    const root = await assetsOf()
    const { text } = await browser.get(`${root}/css/page.css`)
    const named = new Set([...text.matchAll(/url\(["']?([^"')]+)["']?\)/g)].map(([, url = '']) => url))
    const used = [...named].filter(
      (url) => /fonts|--fds/.test(url) || (text.includes(`--fds-icon`) && !url.startsWith('data:')),
    )
    const paths = used.map((url) => new URL(url, `http://page${root}/css/page.css`))
    expect(paths.every(({ host }) => host === 'page')).toBe(true)
    const fonts = paths.filter(({ pathname }) => pathname.includes('/fonts/'))
    expect(fonts.length).toBeGreaterThan(3)
    for (const { pathname } of fonts) expect((await browser.get(pathname)).status, pathname).toBe(200)
  })

  it.each(['../app.js', '..%2f..%2fpackage.json', 'css/../../page.css', 'none.css'])(
    'do not lead out of their folder by %s',
    async (path) => {
      expect((await browser.get(`${await assetsOf()}/${path}`)).status).toBe(404)
    },
  )

  it('are sent packed to who can unpack them', async () => {
    const url = `${await assetsOf()}/css/page.css`
    const { headers, rawPayload } = await page.app.inject({ url, headers: { 'accept-encoding': 'gzip, br' } })
    expect(headers['content-encoding']).toBe('br')
    expect(rawPayload.length).toBeLessThan(60_000)
  })
})

describe('a fault', () => {
  it('shows a number and no more, and the log tells the rest under that number', async () => {
    const broken = await openPage()
    await broken.account('birthe', ['admin'])
    const someone = broken.browser()
    await someone.logIn('birthe')
    const list = broken.ledger.accounts.list
    Object.assign(broken.ledger.accounts, {
      list: async () => {
        throw new Error('anna@example.dk 010190-1234')
      },
    })
    const { status, text } = await someone.get('/users')
    const [reference = 'none'] = /[0-9A-F]{5}-[0-9A-F]{5}/.exec(text) ?? []
    expect(status).toBe(500)
    expect(text).toContain('Der skete en fejl')
    expect(text).not.toMatch(/anna|at .*\.ts|Error/)
    const line = broken.lines.find((one) => one.includes(reference))
    expect(JSON.parse(line ?? '{}')).toMatchObject({
      code: 'FAULT',
      fault: 'unexpected Error',
      route: 'GET /users',
    })
    expect(line).not.toMatch(/anna|010190/)
    Object.assign(broken.ledger.accounts, { list })
    await broken.close()
  })

  it('of the database itself still answers in words', async () => {
    const broken = await openPage()
    const someone = broken.browser()
    await someone.get('/login')
    Object.assign(broken.ledger.accounts, {
      session: async () => {
        throw new Error('no database')
      },
    })
    someone.cookies.set('postfordeler-session', 'x')
    const { status, text } = await someone.get('/account')
    expect(status).toBe(500)
    expect(text).toMatch(/Reference: [0-9A-F]{5}-[0-9A-F]{5}/)
    await broken.close()
  })
})

describe('a request that is no page of ours', () => {
  it.each([
    ['PUT', '/login'],
    ['GET', '/users/person/nobody-of-that-name'],
    ['GET', '/wp-login.php'],
  ] as const)('%s %s is answered with a page', async (method, url) => {
    const answer = await page.app.inject({ method, url, cookies: Object.fromEntries(browser.cookies) })
    expect(answer.statusCode).toBe(404)
    expect(answer.body).toContain('Siden findes ikke')
  })

  it('and cannot even be decoded is answered in words', async () => {
    const answer = await page.app.inject('/%E0%A4%A')
    expect(answer.statusCode).toBe(400)
    expect(answer.body).toContain('Adressen kan ikke læses')
  })
})
