// What has broken sanitisers, as body, subject and sender name: in no view of a mail does anything run, and nothing is asked of anybody else.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MailId } from '../../src/ids.js'
import { openChromium, type Watched } from './chromium.js'
import { openPageOffice, type PageOffice, written } from './page-harness.js'

/**
 * Payloads of DOMPurify's own tests. They are not part of this repository (their licence is theirs), so they are tried where
 * MAIL_OF_OTHERS names the folder that holds them and left out elsewhere; scripts/verify.ts sets it where that folder lies beside
 * the checkout. Our own payloads are tried everywhere.
 */
const shared = process.env['MAIL_OF_OTHERS'] ?? 'no folder'
const file = join(shared, 'foreign-mail', 'dompurify', 'payloads.json')
const foreign: readonly string[] = existsSync(file)
  ? JSON.parse(readFileSync(file, 'utf8')).map(({ payload }: { payload: string }) => payload)
  : []

const ours = [
  '<script>document.title="ran"</script>',
  '<img src=x onerror=\'document.title="ran"\'>',
  '"><svg onload=document.title="ran">',
  '</title></textarea><script src=https://x.example/a.js></script>',
  '<img src=https://x.example/a.png><link rel=stylesheet href=https://x.example/a.css>',
  '<iframe src=https://x.example/></iframe><form action=https://x.example/><button autofocus>x</button></form>',
  '<meta http-equiv=refresh content="0;url=https://x.example/">',
  'regning\u202Efdp.exe',
]

let browser: Browser
let office: PageOffice
let window: Watched

beforeAll(async () => {
  browser = await openChromium()
  office = await openPageOffice()
  window = await office.logIn(browser, 'birthe')
}, 300_000)
afterAll(async () => {
  await window?.close()
  await browser?.close()
  await office?.close()
})

const ran: string[] = []

function listen(page: Page): void {
  page.on('dialog', (dialog) => {
    ran.push(dialog.message())
    void dialog.dismiss()
  })
  page.on('popup', () => ran.push('a window was opened'))
  page.on('pageerror', (error) => ran.push(error.message))
}

describe.each([
  ['our own', ours],
  ['foreign', foreign],
] as const)('%s payloads', (_, payloads) => {
  // Left out only where the foreign payloads are not at hand, for the reason that stands with them.
  it.skipIf(payloads.length === 0)(
    'run nowhere and fetch nothing: neither in the list, nor in the text, nor in the html view',
    async () => {
      const { page, strayed, complaints } = window
      listen(page)
      const ids = await office.receive(
        payloads.map((payload) => written({ subject: payload, text: payload, html: payload, from: payload })),
      )
      for (let cursor = '/list'; cursor !== ''; ) {
        await page.goto(new URL(cursor, office.origin).href)
        expect(await page.title()).toBe('Gennemsyn - Postfordeler')
        cursor = (await page.locator('a[rel=next]').count())
          ? ((await page.getAttribute('a[rel=next]', 'href')) ?? '')
          : ''
      }
      for (const [nth, id] of ids.entries()) await lookAtHtml(page, id, String(nth))
      const all = payloads.join('\n\n')
      const [id] = await office.receive([written({ subject: 'Alle', text: all })])
      await lookAtText(page, id as MailId)
      expect(await page.textContent('.letter-text')).toContain(payloads[0])
      expect(ran).toEqual([])
      expect(strayed).toEqual([])
      expect(complaints.filter((one) => !one.includes('favicon'))).toEqual([])
    },
    600_000,
  )
})

const noted = 'main script, main object, main embed, main svg[onload], main img'

/** The text view escapes letter by letter, so one mail with all of them shows as much as many. */
async function lookAtText(page: Page, id: MailId): Promise<void> {
  await page.goto(`${office.origin}/mail/${id}`)
  expect(await page.locator(`${noted}, main iframe`).count()).toBe(0)
}

/** Subject and sender stand above the frame. */
async function lookAtHtml(page: Page, id: MailId, nth: string): Promise<void> {
  await page.goto(`${office.origin}/mail/${id}?html=1`)
  expect(await page.title(), nth).toMatch(/^Mail: .* - Postfordeler$/)
  expect(await page.locator(noted).count(), nth).toBe(0)
  const frame = page.frames().find((one) => one.url().endsWith('/html'))
  expect(frame, nth).toBeDefined()
  const dangers = 'script, iframe, object, embed, form, link, style, svg, [onerror], [onload]'
  expect(await frame?.locator(dangers).count(), nth).toBe(0)
}
