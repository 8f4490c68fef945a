// npm run screenshots: pictures of the page with invented mail, into docs/screenshots: light, dark, and on a phone. The list and a mail are
// the demo's; the figures are of a quarter of a year, which the demo has not lived.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { openChromium } from '../tests/live/chromium.js'
import { openInventedPage } from './invented-page.js'

const root = resolve(import.meta.dirname, '..')
const target = join(root, 'docs', 'screenshots')

const windows: Readonly<Record<string, BrowserContextOptions>> = {
  light: { colorScheme: 'light', viewport: { width: 1280, height: 900 } },
  dark: { colorScheme: 'dark', viewport: { width: 1280, height: 900 } },
  phone: { colorScheme: 'light', viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 },
}

type Scenes = Readonly<Record<string, (page: Page, origin: string) => Promise<unknown>>>

const daily: Scenes = {
  list: (page, origin) => page.goto(`${origin}/list`),
  mail: openSuggested,
}
const quarterly: Scenes = {
  figures: (page, origin) => page.goto(`${origin}/figures`),
}

const browser = await openChromium()
await mkdir(target, { recursive: true })
try {
  await ofTheQuarter(browser)
  await ofTheDay(browser)
} finally {
  await browser.close()
}

// ---------------------------------------------------------------------------------------------------------------

async function ofTheQuarter(opened: Browser): Promise<void> {
  const invented = await openInventedPage(join(root, 'data', 'postfordeler.yml'))
  await takeAll(opened, invented.loginUrl, quarterly)
  await invented.close()
}

/** Of the demo, which trains a model first. */
async function ofTheDay(opened: Browser): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'postfordeler-pictures-'))
  const demo = spawn('npx', ['tsx', 'src/cli/index.ts', 'demo', '--dir', join(dir, 'demo')], {
    cwd: root,
    detached: true, // a group of its own, which is ended with its head
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  try {
    await takeAll(opened, await loginLink(demo), daily)
  } finally {
    if (demo.pid !== undefined && demo.exitCode === null) process.kill(-demo.pid, 'SIGTERM')
    await new Promise((ended) => demo.once('close', ended))
    await rm(dir, { recursive: true, force: true })
  }
}

async function loginLink(child: ChildProcess): Promise<string> {
  if (!child.stderr) throw new Error('the demo cannot be heard')
  for await (const line of createInterface({ input: child.stderr })) {
    const link = /http:\/\/127\.0\.0\.1:\d+\/\S+/.exec(line)
    if (link) return link[0]
  }
  throw new Error('the demo ended before its page was open')
}

/** The link logs in once, so one window logs in and hands its cookies on. */
async function takeAll(opened: Browser, loginUrl: string, scenes: Scenes): Promise<void> {
  const { origin } = new URL(loginUrl)
  const first = await opened.newContext({ locale: 'da-DK' })
  await (await first.newPage()).goto(loginUrl)
  const storageState = await first.storageState()
  for (const [window, options] of Object.entries(windows)) {
    const context = await opened.newContext({ locale: 'da-DK', storageState, ...options })
    const page = await context.newPage()
    for (const [scene, show] of Object.entries(scenes)) {
      await show(page, origin)
      const path = join(target, `${scene}-${window}.png`)
      await page.screenshot({ path })
      console.log(path)
    }
    await context.close()
  }
  await first.close()
}

/** A mail with a suggestion and words that counted, so that the picture shows what the page is for. */
async function openSuggested(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/list?reason=unsure`)
  await page.click('.mail-row:not(.is-urgent):has-text("Forslag") .mail-subject')
  await page.locator('.letter-text mark').first().waitFor()
}
