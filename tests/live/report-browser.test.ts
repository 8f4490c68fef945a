// The evaluation report in a real browser, opened as a file: no barriers in either colours, enlarged and on a phone; its tables are on paper.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { detailsOf } from '../../src/train/details.js'
import { evaluate } from '../../src/train/evaluate.js'
import { reportPage } from '../../src/train/report/page.js'
import { barriers, isTooWide, openChromium } from './chromium.js'

let browser: Browser
let dir: string
const labels = ['pas', 'parkering', 'udenfor']
const rule = { labels, outside: 'udenfor', noveltyLimit: 1, thresholds: { pas: 0.8, parkering: 0.8 } }
const judged = Array.from({ length: 120 }, (_, at) => ({
  ...{ id: `mail ${at}`, novelty: 0, probability: 0.4 + (at % 60) / 100 },
  truth: labels[at % 3] ?? '',
  guess: labels[(at % 7 === 0 ? at + 1 : at) % 3] ?? '',
}))

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'report-'))
  const page = reportPage({
    ...{ modelId: 'm1', how: 'On 120 mails.', split: 'folds', warnings: ['Few mails.'], outside: 'udenfor' },
    promise: { error: 0.05, confidence: 0.95 },
    evaluation: evaluate(judged, { ...rule, target: 0.05 }),
    details: detailsOf(judged, rule),
  })
  await writeFile(join(dir, 'report.html'), page)
  browser = await openChromium()
})
afterAll(async () => {
  await browser?.close()
  await rm(dir, { recursive: true, force: true })
})

const windows = {
  light: { colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  dark: { colorScheme: 'dark', viewport: { width: 1280, height: 800 } },
  'enlarged to 400 %': { colorScheme: 'light', viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 },
} as const

it.each(Object.entries(windows))('%s: has no barriers, fits, and fetches nothing', async (_, options) => {
  const context = await browser.newContext({ ...options })
  const page = await context.newPage()
  const fetched: string[] = []
  page.on('request', (request) => fetched.push(request.url()))
  await page.goto(`file://${join(dir, 'report.html')}`)
  expect(await barriers(page)).toEqual([])
  expect(await isTooWide(page)).toBe(false)
  expect(fetched).toEqual([`file://${join(dir, 'report.html')}`])
  await context.close()
})

it('shows the tables behind its pictures on paper', async () => {
  const page = await browser.newPage()
  await page.goto(`file://${join(dir, 'report.html')}`)
  const inner = page.getByRole('columnheader', { name: 'Share filed' })
  expect(await inner.isVisible()).toBe(false)
  await page.emulateMedia({ media: 'print' })
  expect(await inner.isVisible()).toBe(true)
  await page.close()
})
