// The daily work in a real browser over a real mailbox: by keyboard, without script, against each other, and back again.
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { label, type MailId } from '../../src/ids.js'
import { decided, placed, rawMail, routeTo } from '../contracts/ledger-samples.js'
import { openChromium } from './chromium.js'
import { openPageOffice, type PageOffice, written } from './page-harness.js'

let browser: Browser
let office: PageOffice

beforeAll(async () => {
  browser = await openChromium()
})
afterAll(() => browser?.close())
beforeEach(async () => {
  office = await openPageOffice()
})
afterEach(() => office?.close())

const words = ['pas', 'kørekort', 'parkering', 'skrald', 'skat']
const mailAbout = (word: string, nth: number) =>
  written({ subject: `Spørgsmål ${nth}`, text: `Kære kommune\n\nHvordan er det nu med ${word}?\n` })

const some = (count: number) =>
  Array.from({ length: count }, (_, nth) => mailAbout(words[nth % words.length] ?? 'pas', nth))

/** The mail that a page shows; undefined for every other page. */
const shownMail = async (page: Page) =>
  (await page.locator('[data-mail]').getAttribute('data-mail')) as MailId | null

const ready = (page: Page) => page.waitForSelector('body[data-ready]')

/** Presses a key and waits for the page that it leads to. */
async function press(page: Page, key: string): Promise<void> {
  await ready(page)
  await Promise.all([page.waitForEvent('domcontentloaded'), page.keyboard.press(key)])
}

interface Step {
  readonly keys: readonly string[]
  /** Where the mail comes to lie; undefined when it stays. */
  readonly queue: (page: Page) => Promise<string | undefined>
}

const ranked = (nth: number) => async (page: Page) =>
  (await page.locator('.rank-name').nth(nth).textContent()) ?? ''
const nowhere = async () => undefined

const steps: readonly Step[] = [
  { keys: ['Enter'], queue: ranked(0) },
  { keys: ['2'], queue: ranked(1) },
  { keys: ['/', 'e', 'j', 'e', 'n', 'Enter'], queue: async () => 'Ejendomsskat' },
  { keys: ['a'], queue: nowhere },
  { keys: ['l'], queue: nowhere },
]

describe('25 mails', () => {
  it('are worked through by keyboard alone: confirmed, chosen by number, found by typing, sent away, put off', async () => {
    const ids = await office.receive(some(25))
    const { page, strayed, complaints, close } = await office.logIn(browser, 'birthe')
    await page.goto(`${office.origin}/list`)
    await press(page, 'b')
    const expected = new Map<MailId, string | undefined>()
    for (let nth = 0; nth < 25; nth++) {
      const id = (await shownMail(page)) as MailId
      const { keys, queue } = steps[nth % steps.length] as Step
      expected.set(id, await queue(page))
      await ready(page)
      for (const key of keys.slice(0, -1)) await page.keyboard.press(key)
      await press(page, keys.at(-1) ?? '')
    }
    expect(page.url()).toBe(`${office.origin}/list`)
    expect(await page.textContent('main .alert')).toContain('Det var den sidste')
    expect([...expected.keys()].sort()).toEqual([...ids].sort())
    const places = await office.whereabouts()
    for (const [id, queue] of expected)
      expect(places.get(id)).toBe(queue === undefined ? 'INBOX' : `Afdelinger/${queue}`)
    const answered = await office.ledger.audit({ actor: 'birthe', limit: 200 })
    const count = (action: string) => answered.filter((row) => row.action === action).length
    expect([count('answered'), count('put-off'), count('viewed')]).toEqual([20, 5, 25])
    expect([strayed, complaints]).toEqual([[], []])
    await close()
  })

  it('are worked through without JavaScript', async () => {
    await office.receive(some(25))
    const { page, close } = await office.logIn(browser, 'birthe', { javaScriptEnabled: false })
    await page.goto(`${office.origin}/list`)
    await page.click('text=Begynd med den første')
    for (let nth = 0; nth < 25; nth++) {
      expect(await page.locator('.keys-open').isVisible()).toBe(false)
      if (nth % 3 === 0) await page.click('button[value=confirm]')
      else if (nth % 3 === 1) {
        await page.selectOption('select[name=queue]', 'affald')
        await page.click('button[value=find]')
      } else await page.click('button[value="not-ours:spam"]')
      await page.waitForSelector('main .alert-success')
    }
    expect(await page.textContent('main')).toContain('Ingen mails venter')
    expect(await office.ledger.reviewItems({ limit: 99 })).toEqual([])
    const places = [...(await office.whereabouts()).values()]
    expect(places.filter((place) => place === 'INBOX')).toHaveLength(8)
    await close()
  })
})

/** Takes the mail over when somebody has it open. */
async function openToAnswer(page: Page, id: MailId): Promise<void> {
  await page.goto(`${office.origin}/mail/${id}`)
  const takeOver = page.locator('button:has-text("Overtag mailen")')
  if (await takeOver.isVisible()) await takeOver.click()
  await page.waitForSelector('#answer-form')
}

it('of two browsers that race for a mail exactly one wins, 50 times, and the other is told who did what', async () => {
  const ids = await office.receive(some(50))
  const [birthe, carl] = await Promise.all(['birthe', 'carl'].map((name) => office.logIn(browser, name)))
  if (!birthe || !carl) throw new Error('nobody is logged in')
  for (const [nth, id] of ids.entries()) {
    await openToAnswer(birthe.page, id)
    await openToAnswer(carl.page, id)
    const racers = nth % 2 ? [birthe, carl] : [carl, birthe]
    await Promise.all(
      racers.map(async ({ page }) => {
        await Promise.all([
          page.waitForEvent('domcontentloaded'),
          page.click('button[value="not-ours:spam"]'),
        ])
      }),
    )
    const titles = await Promise.all(racers.map(({ page }) => page.textContent('h1')))
    expect(titles.filter((title) => /^(birthe|carl) var hurtigere$/.test(title ?? ''))).toHaveLength(1)
    const deeds = (await office.ledger.decisions(id)).filter(({ actor }) => actor.kind === 'person')
    expect(deeds).toHaveLength(1)
  }
  await birthe.close()
  await carl.close()
}, 300_000)

describe('an answer', () => {
  it('is taken back by one key: folder, queue and list are as they were', async () => {
    const [id] = await office.receive([mailAbout('pas', 1), mailAbout('skat', 2)])
    if (!id) throw new Error('no mail')
    const { page, close } = await office.logIn(browser, 'birthe')
    await page.goto(`${office.origin}/mail/${id}`)
    await press(page, 'Enter')
    expect(await page.textContent('main .alert-success')).toContain('Lagt i Pas.')
    expect((await office.whereabouts()).get(id)).toBe('Afdelinger/Pas')
    expect(await office.ledger.queueItems(label('pas'), { limit: 9 })).toHaveLength(1)
    await press(page, 'u')
    expect(await shownMail(page)).toBe(id)
    expect(await page.textContent('main .alert-success')).toContain('Svaret er taget tilbage')
    expect((await office.whereabouts()).get(id)).toBe('INBOX')
    expect(await office.ledger.queueItems(label('pas'), { limit: 9 })).toEqual([])
    expect(await office.ledger.reviewItem(id)).toMatchObject({ state: 'open', guess: 'pas' })
    await close()
  })

  it('to a mail that somebody deleted meanwhile says so, and closes it', async () => {
    const [id] = await office.receive([mailAbout('pas', 1)])
    const { other } = office.mailbox
    await other.mailboxOpen('INBOX')
    await other.messageDelete('1:*', { uid: true })
    const { page, close } = await office.logIn(browser, 'birthe')
    await page.goto(`${office.origin}/mail/${id}`)
    await press(page, '1')
    expect(await page.textContent('main .alert-warning')).toContain('lå ikke længere i postkassen')
    await office.pass()
    expect(await office.ledger.reviewItems({ limit: 9 })).toEqual([])
    await close()
  })

  it('is not given by a key that is held down, nor in a field, nor when keys are switched off', async () => {
    const [first, second] = await office.receive([mailAbout('pas', 1), mailAbout('skat', 2)])
    const { page, close } = await office.logIn(browser, 'birthe')
    await page.goto(`${office.origin}/mail/${first}`)
    await ready(page)
    await page.keyboard.press('n')
    await page.keyboard.type('sap 123')
    expect(await page.inputValue('#note')).toBe('sap 123')
    await page.locator('#note').blur()
    await page.keyboard.down('Enter')
    await page.waitForSelector(`[data-mail="${second}"]`)
    await ready(page)
    await page.keyboard.down('Enter') // the browser repeats it, as the finger is still there
    await page.keyboard.up('Enter')
    expect(await shownMail(page)).toBe(second)
    expect((await office.ledger.audit({ mailId: first as MailId, limit: 9 }))[0]?.action).toBe('delivered')
    await page.goto(`${office.origin}/look?to=/mail/${second}`)
    await page.check('#keys-off')
    await page.click('main button[type=submit]')
    await page.waitForSelector(`[data-mail="${second}"]`)
    await page.keyboard.press('s')
    await page.keyboard.press('1')
    expect(await page.locator('.keys-open').isVisible()).toBe(false)
    expect(await office.ledger.reviewItem(second as MailId)).toMatchObject({ state: 'open' })
    await close()
  })
})

it('several mails are answered at once, each with its result, and one of them is taken back', async () => {
  const ids = await office.receive(some(5))
  const { page, close } = await office.logIn(browser, 'birthe', { javaScriptEnabled: false })
  await page.goto(`${office.origin}/list`)
  await page.click('text=Vælg alle på siden')
  const values = await page
    .locator('input[name=item]')
    .evaluateAll((boxes) => boxes.map((box) => box.getAttribute('value')))
  const shown = values.map((value) => value?.split(':')[0])
  expect([...shown].sort()).toEqual([...ids].sort())
  await page.uncheck('.mail-row:last-child input[name=item]')
  await page.selectOption('select[name=choice]', 'confirm')
  await page.click('button:has-text("Svar på de valgte")')
  const results = await page.locator('tbody tr').allTextContents()
  expect(results).toHaveLength(4)
  expect(results[0]).toContain('Lagt i')
  await page.click('tbody tr:first-child button')
  expect(await page.textContent('main .alert')).toContain('Svaret er taget tilbage')
  const open = await office.ledger.reviewItems({ limit: 9 })
  expect(open.map(({ mailId }) => mailId).sort()).toEqual([shown[0], shown[4]].sort())
  await close()
})

it('a mail of the blind sample shows no suggestion, and can be put anywhere', async () => {
  const raw = rawMail('Hvordan er det nu med skat?', placed(77))
  await decided(office.ledger, raw, {
    decision: routeTo(label('pas')),
    deliveries: [],
    review: true,
    isBlind: true,
  })
  const { page, close } = await office.logIn(browser, 'birthe')
  await page.click('.mail-subject')
  expect(await page.textContent('main')).toContain('Blind stikprøve')
  expect(await page.locator('button[value=confirm], .rank, .more, mark, .why').count()).toBe(0)
  await ready(page)
  await page.keyboard.press('/')
  await page.keyboard.type('ejend')
  await press(page, 'Enter')
  expect(await page.textContent('main .alert')).toContain('Ejendomsskat')
  await close()
})

it.each([true, false])(
  'filed mail is found, moved in the mailbox and led back, with script: %s',
  async (javaScriptEnabled) => {
    const [id] = await office.receive([mailAbout('pas', 1)])
    const { page, strayed, complaints, close } = await office.logIn(browser, 'birthe', { javaScriptEnabled })
    const lies = async () => (await office.whereabouts()).get(id as MailId)
    await page.goto(`${office.origin}/mail/${id}`)
    await page.click('button[value=confirm]')
    await page.waitForSelector('main .alert-success')
    expect(await lies()).toBe('Afdelinger/Pas')
    await page.click('text=Find mail')
    await page.fill('#text', 'spørgsmål')
    await page.keyboard.press('Enter')
    await page.click('.mail-subject')
    expect(await page.textContent('.place')).toBe('Pas')
    await page.selectOption('#queue', 'skat')
    await page.click('button:has-text("Flyt mailen")')
    await page.waitForSelector('main .alert-success')
    expect(await page.textContent('.place')).toBe('Ejendomsskat')
    expect(await lies()).toBe('Afdelinger/Ejendomsskat')
    await page.click('main .alert button:has-text("Fortryd")')
    await page.waitForSelector('main .alert >> text=ligger igen i Pas')
    expect(page.url()).toBe(`${office.origin}/find/${id}`)
    expect(await lies()).toBe('Afdelinger/Pas')
    expect([strayed, complaints]).toEqual([[], []])
    await close()
  },
)
