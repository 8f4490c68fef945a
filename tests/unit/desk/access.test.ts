// Every address against every role, from the table of pages itself: who is not listed does not get in.
import Fastify from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PersonRole, personRoles } from '../../../src/roles.js'
import { createApp } from '../../../src/web/app.js'
import { registerPage } from '../../../src/web/http/register.js'
import { allPages } from '../../../src/web/pages.js'
import type { Page } from '../../../src/web/request-context.js'
import { type Browser, openPage, type TestPage } from '../web/page-harness.js'

const everybody = ['nobody', ...personRoles] as const
type Somebody = (typeof everybody)[number]

/** Who may come where, written down a second time on purpose: a slip in the table of pages must be made twice to get through. */
const mayOpen: Readonly<Record<string, readonly Somebody[]>> = {
  'GET /': personRoles,
  'GET /list': ['caseworker', 'lead'],
  'POST /list': ['caseworker', 'lead'],
  'GET /left': ['caseworker', 'lead'],
  'POST /left': ['caseworker', 'lead'],
  'GET /list/next': ['caseworker', 'lead'],
  'GET /mail/:id': ['caseworker', 'lead'],
  'GET /mail/:id/html': ['caseworker', 'lead'],
  'GET /mail/:id/like': ['caseworker', 'lead'],
  'POST /mail/:id/answer': ['caseworker', 'lead'],
  'POST /mail/:id/undo': ['caseworker', 'lead'],
  'POST /mail/:id/take': ['caseworker', 'lead'],
  'POST /mail/:id/renew': ['caseworker', 'lead'],
  'POST /mail/:id/release': ['caseworker', 'lead'],
  'GET /find': ['caseworker', 'lead', 'data'],
  'GET /find/:id': ['caseworker', 'lead', 'data'],
  'POST /find/:id/move': ['caseworker', 'lead'],
  'GET /figures': ['lead', 'data'],
  'GET /figures/csv': ['lead', 'data'],
  'GET /login': everybody,
  'POST /login': everybody,
  'POST /logout': everybody,
  'GET /login/oidc': everybody,
  'GET /login/oidc/callback': everybody,
  'GET /account': personRoles,
  'POST /account/password': personRoles,
  'GET /look': everybody,
  'POST /look': everybody,
  'GET /users': ['admin'],
  'GET /users/add': ['admin'],
  'POST /users/add': ['admin'],
  'GET /users/person/:name': ['admin'],
  'POST /users/person/:name': ['admin'],
  'POST /users/person/:name/password': ['admin'],
  'POST /users/person/:name/remove': ['admin'],
  'GET /trail': ['auditor'],
  'GET /accessibility': everybody,
}

/** Nothing answers there: the way in is what is tried, not the provider. */
const oidc = { issuer: 'http://127.0.0.1:9/', clientId: 'x', groups: [{ group: 'g', roles: ['caseworker'] }] }

const keyOf = ({ method, path }: Page) => `${method} ${path}`
let page: TestPage
let pages: readonly Page[]

beforeAll(async () => {
  page = await openPage({ oidc })
  pages = allPages(page.services)
  for (const role of personRoles) await page.account(role, [role])
})
afterAll(() => page.close())

const enter = async (who: Somebody): Promise<Browser> => {
  const browser = page.browser({ address: `192.0.2.${everybody.indexOf(who) + 10}` })
  if (who === 'nobody') await browser.get('/login')
  else await browser.logIn(who)
  return browser
}

/** Logged in once for all that does not end the login. */
const sessions = new Map<Somebody, Promise<Browser>>()
function entered(who: Somebody): Promise<Browser> {
  const session = sessions.get(who) ?? enter(who)
  sessions.set(who, session)
  return session
}

/** A 403 of a form's handler would count as "kept out", so a handler's own refusals must have other numbers. */
const isKeptOut = ({ status, location }: { status: number; location: string }) =>
  status === 403 || location.startsWith('/login?why=first')

it('is written down for every page, and for no other', () => {
  expect(pages.map(keyOf).sort()).toEqual(Object.keys(mayOpen).sort())
})

describe.each(everybody)('%s', (who) => {
  it.each(Object.entries(mayOpen))('%s', async (key, allowed) => {
    const [method = '', path = ''] = key.split(' ')
    const url = path.replace(':name', 'nobody-of-that-name')
    const browser = await (key === 'POST /logout' ? enter(who) : entered(who))
    const shown = method === 'GET' ? await browser.get(url) : await browser.post(url)
    expect(isKeptOut(shown), `${shown.status} ${shown.location}`).toBe(!allowed.includes(who))
  })
})

describe('a department-limited caseworker', () => {
  it('is known with the limit to every page', async () => {
    await page.account('anders', ['caseworker'], ['pas'])
    const browser = page.browser({ address: '192.0.2.99' })
    await browser.logIn('anders')
    expect((await browser.get('/account')).text).toMatch(/<dt>Køer<\/dt><dd>Pas<\/dd>/)
  })
})

describe('a route', () => {
  it('that does not say who may come in stops the program at its start', async () => {
    const app = await createApp(page.services)
    expect(() => app.get('/open-to-all', () => '')).toThrow('does not say who may come in')
    await app.close()
  })

  it('with an empty list lets nobody in', async () => {
    const app = Fastify()
    await app.register((await import('@fastify/cookie')).default)
    const nobody = [] as const satisfies readonly PersonRole[]
    const closed: Page = {
      method: 'GET',
      path: '/closed',
      roles: nobody,
      handler: () => ({ kind: 'redirect', to: '/in' }),
    }
    const { cookieConfigOf: cookieHabits } = await import('../../../src/web/http/cookies.js')
    const ground = {
      services: page.services,
      cookieConfig: cookieHabits(page.services.config),
      assets: '',
      pages: [closed],
    }
    registerPage(app, ground, closed)
    const browser = await enter('admin')
    const answer = await app.inject({ url: '/closed', cookies: Object.fromEntries(browser.cookies) })
    expect(answer.statusCode).toBe(403)
    await app.close()
  })
})
