// The pages of the daily work without barriers: in light and dark, wide and narrow, enlarged; and nothing of them is asked of anybody else.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MailId } from '../../src/ids.js'
import { barriers, isTooWide, openChromium, type Watched } from './chromium.js'
import { openPageOffice, type PageOffice, written } from './page-harness.js'

let browser: Browser
let office: PageOffice
let window: Watched
let paths: Readonly<Record<string, string>>
let answered: MailId

beforeAll(async () => {
  browser = await openChromium()
  office = await openPageOffice()
  // Alone on the list, or its answer would open the next mail, and hold it for Carl.
  const [settled] = await office.receive([written({ subject: 'Om skat', text: 'Hvordan er det med skat?' })])
  if (!settled) throw new Error('no mail')
  answered = settled
  const carl = await office.logIn(browser, 'carl')
  await carl.page.goto(`${office.origin}/mail/${settled}`)
  await carl.page.click('button[value="not-ours:spam"]')
  await carl.page.goto(`${office.origin}/find/${settled}`)
  await carl.page.selectOption('#queue', 'bolig')
  await carl.page.click('button:has-text("Flyt mailen")')
  const headers = ['In-Reply-To: <1.thread@borger.example>']
  const [urgent, claimed] = await office.receive([
    written({
      subject: 'Aktindsigt i min sag om pas',
      text: 'Jeg søger aktindsigt i min sag om pas.\n\nMvh Anna\n\nDen 24. feb. 2026 kl. 10.00 skrev Kommunen <k@by.example>:\n> Vi har modtaget din henvendelse.\n',
      html: '<p>Jeg søger <b>aktindsigt</b> i min sag.</p><img src="https://x.example/a.png">',
      headers,
    }),
    written({ subject: 'Om parkering', text: 'Hvordan parkerer min bil?', headers }),
    ...Array.from({ length: 26 }, (_, nth) =>
      written({ subject: `Pas ${nth}`, text: 'Hvordan får jeg pas?' }),
    ),
  ])
  if (!urgent || !claimed) throw new Error('no mail')
  await carl.page.goto(`${office.origin}/mail/${claimed}`)
  await carl.close()
  window = await office.logIn(browser, 'birthe')
  paths = {
    list: '/list',
    left: '/left',
    mail: `/mail/${urgent}`,
    'list, filtered': '/list?queue=pas&text=pas&select=all',
    'list, nothing found': '/list?text=findesikke',
    'mail as html': `/mail/${urgent}?html=1`,
    'mail that another has': `/mail/${claimed}`,
    'mail that is answered': `/mail/${settled}`,
    'mails alike': `/mail/${urgent}/like?by=suggestion`,
    search: '/find?text=om&queue=skat',
    'filed mail': `/find/${settled}`,
    'filed mail as html': `/find/${urgent}?html=1`,
    figures: '/figures?weeks=1',
  }
}, 300_000)
afterAll(async () => {
  await window?.close()
  await browser?.close()
  await office?.close()
})

/** What is folded away is looked at too. */
const unfold = (page: Page) =>
  page.evaluate("for (const part of document.querySelectorAll('main details')) part.open = true")

const wide = { width: 1280, height: 900 }
const narrow = { width: 320, height: 640 }
const light = { colorScheme: 'light' } as const
const dark = { colorScheme: 'dark' } as const

describe.each([
  ['light and wide', light, wide],
  ['dark and narrow', dark, narrow],
  ['light and narrow', light, narrow],
  ['dark and wide', dark, wide],
] as const)('%s', (_, colours, size) => {
  it('has no barriers and fits', async () => {
    const { page } = window
    await page.emulateMedia(colours)
    await page.setViewportSize(size)
    for (const [name, path] of Object.entries(paths)) {
      await page.goto(`${office.origin}${path}`)
      await page.waitForSelector('body[data-ready]')
      await unfold(page)
      expect(await barriers(page), name).toEqual([])
      expect(await isTooWide(page), name).toBe(false)
    }
  }, 300_000)

  it('has none while a queue is looked for, nor in the list of keys', async () => {
    const { page } = window
    await page.goto(`${office.origin}${paths['mail']}`)
    await page.waitForSelector('body[data-ready]')
    await page.click('#find')
    await page.keyboard.type('a')
    expect(await page.locator('[role=option]').count()).toBeGreaterThan(3)
    expect(await barriers(page)).toEqual([])
    await page.locator('#find').blur()
    if (size === narrow) return
    await page.keyboard.press('?')
    expect(await page.locator('#keys').isVisible()).toBe(true)
    expect(await barriers(page)).toEqual([])
  })
})

it('names the frame of the html view', async () => {
  await window.page.goto(`${office.origin}${paths['mail as html']}`)
  expect(await window.page.getAttribute('iframe', 'title')).toBe('Mailen, som den så ud')
})

it('fits a window that is enlarged to 400 %', async () => {
  const { page } = window
  await page.setViewportSize({ width: 320, height: 256 })
  for (const [name, path] of Object.entries(paths)) {
    await page.goto(`${office.origin}${path}`)
    await unfold(page)
    expect(await isTooWide(page), name).toBe(false)
  }
})

it('has no barriers where several were answered, nor where somebody was faster', async () => {
  const { page } = window
  await page.setViewportSize(wide)
  await page.goto(`${office.origin}/list?queue=pas`)
  await page.locator('input[name=item]').nth(1).check()
  await page.selectOption('#choice', 'confirm')
  await page.click('button:has-text("Svar på de valgte")')
  expect(await page.textContent('h1')).toBe('Sådan gik det')
  expect(await barriers(page)).toEqual([])
  await page.goto(`${office.origin}${paths['mail']}`)
  const form = page.locator('#answer-form')
  await form.evaluate((it, id) => it.setAttribute('action', `/mail/${id}/answer`), answered)
  await page.click('button[value="not-ours:spam"]')
  expect(await page.textContent('h1')).toBe('carl var hurtigere')
  expect(await barriers(page)).toEqual([])
})

it('asks nobody but us, and the browser has nothing to complain of', () => {
  expect(window.strayed).toEqual([])
  expect(window.complaints.filter((one) => !one.includes('409'))).toEqual([])
})
