// The administrator's pages.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Browser, openPage, password, type TestPage } from './page-harness.js'

let page: TestPage
let admin: Browser

beforeEach(async () => {
  page = await openPage()
  await page.account('chef', ['admin'])
  admin = page.browser()
  await admin.logIn('chef')
})
afterEach(() => page.close())

const fresh = { password, again: password }

/** The form of an account as an administrator sends it. */
const asAuditor = { displayName: 'B', roles: ['auditor'], scope: 'all', active: 'yes' }

/** A caseworker who is logged in, with their account open before the administrator. */
async function birtheAtWork(): Promise<Browser> {
  const birthe = page.browser()
  await birthe.logIn('birthe')
  await admin.get('/users/person/birthe')
  return birthe
}

describe('a new user', () => {
  it('gets in with the roles and queues that were ticked', async () => {
    await admin.get('/users/add')
    const form = {
      name: 'birthe',
      displayName: 'Birthe Holm',
      roles: ['caseworker', 'lead'],
      scope: 'some',
      departments: ['pas'],
    }
    expect(await admin.post('/users/add', { ...form, ...fresh })).toMatchObject({
      status: 303,
      location: '/users',
    })
    expect((await admin.get('/users')).text).toContain('birthe er oprettet.')
    expect(await page.ledger.accounts.find('birthe')).toMatchObject({
      displayName: 'Birthe Holm',
      roles: ['caseworker', 'lead'],
      departments: ['pas'],
    })
    expect((await page.browser().logIn('birthe')).status).toBe(303)
  })

  it.each([
    ['a name with a space', { name: 'birthe holm' }, 'Brugernavnet kan ikke bruges'],
    ["the program's own name", { name: 'program' }, 'Brugernavnet kan ikke bruges'],
    ['a name that is taken', { name: 'chef' }, 'Der er allerede en bruger'],
    ['no role', { roles: [] }, 'Vælg mindst én rolle'],
    ['a role that there is not', { roles: ['boss'] }, 'Vælg mindst én rolle'],
    ['a short password', { password: 'kort', again: 'kort' }, 'for kort'],
    ['two passwords', { again: 'noget helt andet' }, 'ikke ens'],
  ])('with %s is refused, with what was filled in still there', async (_, fault, said) => {
    await admin.get('/users/add')
    const form = { name: 'birthe', displayName: 'Birthe & co', roles: ['caseworker'], scope: 'all', ...fresh }
    const { status, text } = await admin.post('/users/add', { ...form, ...fault })
    expect(status).toBe(422)
    expect(text).toContain(said)
    expect(text).toContain('value="Birthe &amp; co"')
    expect(text).not.toContain(password)
    expect(await page.ledger.accounts.find('birthe')).toBeUndefined()
  })
})

describe('a user', () => {
  beforeEach(() => page.account('birthe', ['caseworker']))

  it('gets other roles, and the next page they open knows them', async () => {
    const birthe = await birtheAtWork()
    await admin.post('/users/person/birthe', asAuditor)
    expect((await birthe.get('/trail')).status).toBe(200)
  })

  it('is out at once when the account is closed', async () => {
    const birthe = await birtheAtWork()
    await admin.post('/users/person/birthe', { ...asAuditor, active: 'no' })
    expect((await birthe.get('/account')).status).toBe(303)
    await birthe.get('/login')
    expect((await birthe.post('/login', { name: 'birthe', password })).status).toBe(401)
    expect((await admin.get('/users')).text).toContain('Lukket')
  })

  it('gets a new password that works, and the old one does not', async () => {
    await admin.get('/users/person/birthe')
    const other = 'otte blå badebolde'
    await admin.post('/users/person/birthe/password', { password: other, again: other })
    const birthe = page.browser()
    await birthe.get('/login')
    expect((await birthe.post('/login', { name: 'birthe', password })).status).toBe(401)
    expect((await birthe.post('/login', { name: 'birthe', password: other })).status).toBe(303)
  })

  it('is removed with all logins', async () => {
    const birthe = await birtheAtWork()
    expect((await admin.post('/users/person/birthe/remove')).status).toBe(303)
    expect((await birthe.get('/account')).status).toBe(303)
  })

  it('of the identity provider can be closed here, but keeps its roles and has no password', async () => {
    const subject = 'https://login.example 17'
    await page.ledger.accounts.signedInElsewhere({
      ...{
        name: 'anders@kk.example',
        displayName: 'Anders',
        roles: ['lead'],
        departments: undefined,
        subject,
      },
    })
    const path = '/users/person/anders%40kk.example'
    expect((await admin.get(path)).text).toContain('Roller og køer følger grupperne')
    await admin.post(path, { displayName: 'Anders', roles: ['admin'], scope: 'all', active: 'no' })
    expect(await page.ledger.accounts.find('anders@kk.example')).toMatchObject({
      roles: ['lead'],
      isActive: false,
    })
    expect((await admin.post(`${path}/password`, fresh)).status).toBe(404)
  })
})

describe('the administrator', () => {
  it.each([
    ['closes', '', { displayName: 'c', roles: ['admin'], scope: 'all', active: 'no' }],
    ['gives up the role of', '', { displayName: 'c', roles: ['lead'], scope: 'all', active: 'yes' }],
    ['removes', '/remove', {}],
  ])('never %s the own account by mistake', async (_, path, form) => {
    await admin.get('/users/person/chef')
    expect((await admin.post(`/users/person/chef${path}`, form)).status).toBe(422)
    expect(await page.ledger.accounts.find('chef')).toMatchObject({ isActive: true, roles: ['admin'] })
  })
})

describe("one's own account", () => {
  it('changes its password, stays logged in here and is logged out elsewhere', async () => {
    const other = page.browser()
    await other.logIn('chef')
    await admin.get('/account')
    const form = { old: password, password: 'otte blå badebolde', again: 'otte blå badebolde' }
    expect((await admin.post('/account/password', form)).status).toBe(303)
    expect((await admin.get('/account')).text).toContain('Adgangskoden er skiftet')
    expect((await admin.get('/account')).text).not.toContain('Adgangskoden er skiftet')
    expect((await other.get('/account')).status).toBe(303)
  })

  it.each([
    ['a wrong old one', { old: 'noget helt andet' }, 'Den nuværende adgangskode er forkert'],
    ['the user name as the new one', { password: 'chef', again: 'chef' }, 'for kort'],
  ])('refuses %s', async (_, fault, said) => {
    await admin.get('/account')
    const { status, text } = await admin.post('/account/password', { old: password, ...fresh, ...fault })
    expect(status).toBe(422)
    expect(text).toContain(said)
  })

  it('cannot be taken over by guessing the old password at an open screen', async () => {
    await admin.get('/account')
    for (let nth = 0; nth < 5; nth++) await admin.post('/account/password', { old: 'forkert', ...fresh })
    const { text } = await admin.post('/account/password', { old: password, ...fresh })
    expect(text).toContain('prøvet for mange gange')
  })
})
