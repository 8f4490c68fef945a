// Looking mail up, and moving it from there.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { label } from '../../../src/ids.js'
import type { RawMail } from '../../../src/journey.js'
import type { DecisionEntry } from '../../../src/ledger/contract/decisions.js'
import {
  askAPerson,
  auditedOf,
  decided,
  parsedMail,
  placed,
  rawMail,
  routeTo,
} from '../../contracts/ledger-samples.js'
import { type Browser, openPage, type TestPage } from './page-harness.js'

const pas = label('pas')
const parkering = label('parkering')

let page: TestPage
let birthe: Browser
let data: Browser

beforeEach(async () => {
  page = await openPage()
  await page.account('birthe', ['caseworker'])
  await page.account('data', ['data'])
  birthe = page.browser()
  await birthe.logIn('birthe')
  data = page.browser({ address: '192.0.2.2' })
  await data.logIn('data')
})
afterEach(() => page.close())

let uids = 0
async function filed(text: string, changes: Partial<DecisionEntry> = {}): Promise<RawMail> {
  const raw = rawMail(text, placed(++uids))
  await decided(page.ledger, raw, { decision: routeTo(pas), ...changes })
  return raw
}

/** A value that the page wrote into its form. */
const field = (text: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? ''

/** Sends the form of a mail's page as it was shown. */
async function move(browser: Browser, raw: RawMail, fields: Readonly<Record<string, string>>, shown = '') {
  const text = shown || (await browser.get(`/find/${raw.id}`)).text
  return browser.post(`/find/${raw.id}/move`, {
    ...{ decision: field(text, 'decision'), once: field(text, 'once'), choice: 'find', queue: 'parkering' },
    ...fields,
  })
}

const placeOf = async ({ id }: RawMail) => (await page.ledger.mail(id))?.decision?.decision

describe('the search', () => {
  const subjectsIn = (text: string) =>
    [...text.matchAll(/class="mail-subject"[^>]*>([^<]*)</g)].map(([, subject]) => subject)

  it('says that there is nothing yet, and what finds nothing', async () => {
    expect((await birthe.get('/find')).text).toContain('Der er endnu ikke kommet nogen mails')
    expect((await birthe.get('/find?text=findesikke')).text).toContain('Der er ingen mails, der passer')
  })

  it('finds by words, sender, queue, Danish day and number', async () => {
    const raw = rawMail('a', placed(++uids))
    const parsed = parsedMail(raw, { subject: 'Om mit pas', from: { name: '', address: 'bo@firma.example' } })
    await filed('a', { parsed })
    await filed('b', { decision: routeTo(parkering) })
    const found = async (query: string) => subjectsIn((await birthe.get(`/find?${query}`)).text)
    expect(await found('')).toHaveLength(2)
    for (const query of ['text=om+mit+PAS', 'sender=firma', 'queue=pas', `text=${raw.id.slice(0, 10)}`])
      expect(await found(query), query).toEqual(['Om mit pas'])
    expect(await found('from=2026-03-02&to=2026-03-02')).toHaveLength(2)
    expect(await found('to=2026-03-01')).toEqual([])
    expect(await found('queue=findes-ikke&from=x&cursor=%25')).toHaveLength(2)
  })

  it('goes backwards through all without one twice', async () => {
    for (let nth = 0; nth < 30; nth++) await filed(`mail ${nth}`)
    const first = (await birthe.get('/find?sender=anna')).text
    const next = /rel="next" href="([^"]+)"/.exec(first)?.[1]?.replaceAll('&amp;', '&') ?? ''
    expect(next).toContain('sender=anna')
    const second = (await birthe.get(next)).text
    expect(new Set([...subjectsIn(first), ...subjectsIn(second)]).size).toBe(30)
    expect(second).not.toContain('rel="next"')
  })

  it('shows a hostile subject and sender as text', async () => {
    const subject = '"><script>alert(1)</script>\u202E<img src=x onerror=alert(1)>'
    const raw = rawMail('evil', placed(++uids))
    const from = { name: '<b>x</b>', address: '"><svg onload=alert(1)>@x.example' }
    await filed('evil', { parsed: parsedMail(raw, { subject, from }) })
    for (const path of ['/find', `/find/${raw.id}`, '/find?text=%22%3E%3Cscript%3E']) {
      const { text } = await birthe.get(path)
      expect(text, path).not.toMatch(/<script>|<img src=x|<svg onload|<b>x|\u202E/)
    }
  })

  it('leads to the review where a mail waits, for whoever may answer it', async () => {
    const raw = await filed('asked', { decision: askAPerson(), deliveries: [], review: true })
    expect((await birthe.get('/find')).text).toContain(`href="/mail/${raw.id}"`)
    expect((await data.get('/find')).text).toContain(`href="/find/${raw.id}"`)
  })
})

describe('a mail that is looked up', () => {
  it('tells where it lies, why, by which model with what probability and words, and its trail', async () => {
    const raw = await filed('a')
    const { text } = await birthe.get(`/find/${raw.id}`)
    for (const shown of [
      '<p class="place">Pas</p>',
      'Lagt af programmet',
      'Programmet er sikkert nok',
      '20250301-120000-0a1b2c3d',
      'næsten sikkert',
      '<mark class="for">pas</mark>',
      'Hele sporet',
    ])
      expect(text).toContain(shown)
    expect(await auditedOf(page.ledger, raw)).toEqual(['received', 'decided', 'viewed'])
  })

  it('shows the other mails of its thread, with the way to each', async () => {
    const [first, second] = [rawMail('one', placed(++uids)), rawMail('two', placed(++uids))]
    await filed('one', { parsed: parsedMail(first, { messageId: 'one@x.example' }) })
    const parsed = parsedMail(second, { references: ['one@x.example'] })
    await filed('two', { parsed, decision: askAPerson(), deliveries: [], review: true })
    expect((await birthe.get(`/find/${first.id}`)).text).toContain(`href="/mail/${second.id}"`)
    expect((await birthe.get(`/mail/${second.id}`)).text).toContain(`href="/find/${first.id}"`)
  })

  it.each(['0'.repeat(64), 'x', 'ffffff'])('is not there under %s', async (id) => {
    expect((await birthe.get(`/find/${id}`)).status).toBe(404)
  })

  it('of the blind sample hides where it lies from who may answer it, and from nobody else', async () => {
    const raw = await filed('blind', { isBlind: true, review: true })
    const shown = (await birthe.get(`/find/${raw.id}`)).text
    expect(shown).toContain('blinde stikprøve')
    expect(shown).toContain(`href="/mail/${raw.id}"`)
    expect(shown).not.toMatch(/class="place">Pas|Sådan kom den hertil|<mark|Hele sporet|\/move"/)
    const listed = (await birthe.get('/find')).text
    expect(listed).toContain('Blind stikprøve')
    expect(listed).not.toContain('Lagt i Pas')
    expect((await data.get(`/find/${raw.id}`)).text).toContain('class="place">Pas')
  })

  it('is read by the data team, which cannot move it', async () => {
    const raw = await filed('a')
    const { text } = await data.get(`/find/${raw.id}`)
    expect(text).toContain('Programmet er sikkert nok')
    expect(text).not.toContain('Flyt mailen')
    expect((await data.post(`/find/${raw.id}/move`, { choice: 'queue:parkering' })).status).toBe(403)
    expect(await placeOf(raw)).toMatchObject({ parts: [{ queue: pas }] })
  })
})

describe('moving', () => {
  it('is a decision of the person with its note, said and written in the trail', async () => {
    const raw = await filed('a')
    const moved = await move(birthe, raw, { note: 'Handler om <b>parkering</b>' })
    expect(moved).toMatchObject({ status: 303, location: `/find/${raw.id}` })
    expect(await placeOf(raw)).toMatchObject({
      parts: [{ queue: parkering }],
      because: { kind: 'placed-by-person', by: 'birthe' },
    })
    const { text } = await birthe.get(`/find/${raw.id}`)
    expect(text).toContain('Lagt i Parkering.')
    expect(text).toContain('Note: Handler om &lt;b&gt;parkering&lt;/b&gt;')
    expect(text).toContain('Lagt af birthe')
    expect(text).toContain('Programmet er sikkert nok') // what was before is not forgotten
    expect(await page.ledger.corrections({ limit: 9 })).toMatchObject([{ was: pas, label: parkering }])
  })

  it('is taken back from the message, and leads back to the mail', async () => {
    const raw = await filed('a')
    await move(birthe, raw, {})
    const { text } = await birthe.get(`/find/${raw.id}`)
    const fields = { undo: field(text, 'undo'), once: field(text, 'once'), to: field(text, 'to') }
    expect(await birthe.post(`/mail/${raw.id}/undo`, fields)).toMatchObject({ location: `/find/${raw.id}` })
    expect(await placeOf(raw)).toMatchObject({ kind: 'route', parts: [{ queue: pas }] })
    expect((await birthe.get(`/find/${raw.id}`)).text).toContain('Mailen ligger igen i Pas')
  })

  it('of a mail that somebody moved meanwhile changes nothing, and tells who did what', async () => {
    const raw = await filed('a')
    const seen = (await birthe.get(`/find/${raw.id}`)).text
    await page.account('carl', ['lead'])
    const carl = page.browser({ address: '192.0.2.3' })
    await carl.logIn('carl')
    await move(carl, raw, { choice: 'not-ours:spam' })
    await move(birthe, raw, {}, seen)
    expect((await birthe.get(`/find/${raw.id}`)).text).toContain('carl svarede: ikke til os (spam)')
    expect(await placeOf(raw)).toMatchObject({ kind: 'leave' })
  })

  it('that is sent twice is done once', async () => {
    const raw = await filed('a')
    const shown = (await birthe.get(`/find/${raw.id}`)).text
    await move(birthe, raw, {}, shown)
    expect((await move(birthe, raw, {}, shown)).status).toBe(303)
    expect(await page.ledger.decisions(raw.id)).toHaveLength(2)
  })

  it.each<[string, Readonly<Record<string, string>>, string]>([
    ['no choice', { choice: '' }, 'Vælg et svar'],
    ['a confirmation', { choice: 'confirm' }, 'Vælg et svar'],
    ['a putting off', { choice: 'later:week' }, 'Vælg et svar'],
    ['an unknown queue', { queue: 'findes-ikke' }, 'Vælg en kø'],
    ["another act's token", { once: 'x' }, 'hører til et andet svar'],
  ])('with %s is refused in words, and nothing is changed', async (_, fields, said) => {
    const raw = await filed('a')
    expect((await move(birthe, raw, fields)).status).toBe(303)
    expect((await birthe.get(`/find/${raw.id}`)).text).toContain(said)
    expect(await placeOf(raw)).toMatchObject({ parts: [{ queue: pas }] })
  })

  it('is for the mail of their own departments only, and may send it out of their sight', async () => {
    await page.account('anders', ['caseworker'], ['pas'])
    const anders = page.browser({ address: '192.0.2.4' })
    await anders.logIn('anders')
    const [own, foreign] = [await filed('own'), await filed('foreign', { decision: routeTo(parkering) })]
    const seen = (await anders.get(`/find/${own.id}`)).text
    expect((await anders.get(`/find/${foreign.id}`)).status).toBe(404)
    expect((await move(anders, foreign, { queue: 'pas' }, seen)).status).toBe(404)
    expect((await move(anders, own, {}, seen)).location).toBe('/find')
    expect((await anders.get('/find')).text).toContain('en kø, som du ikke kan se')
    expect(await placeOf(foreign)).toMatchObject({ parts: [{ queue: parkering }] })
  })
})
