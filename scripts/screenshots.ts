// npm run screenshots: pictures of the page with the demo's invented mail, into docs/screenshots: light, dark, and on a phone.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { openChromium } from '../tests/live/chromium.js'

const root = resolve(import.meta.dirname, '..')
const target = join(root, 'docs', 'screenshots')

const windows: Readonly<Record<string, BrowserContextOptions>> = {
  light: { colorScheme: 'light', viewport: { width: 1280, height: 900 } },
  dark: { colorScheme: 'dark', viewport: { width: 1280, height: 900 } },
  phone: { colorScheme: 'light', viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 },
}

/** A page whose section is not there is left out. */
const scenes: Readonly<Record<string, (page: Page, origin: string) => Promise<boolean>>> = {
  list: async (page, origin) => (await page.goto(`${origin}/list`))?.ok() === true,
  mail: openSuggested,
  figures: async (page, origin) => (await page.goto(`${origin}/figures`))?.ok() === true,
}

const dir = await mkdtemp(join(tmpdir(), 'postfordeler-pictures-'))
const demo = spawn('npx', ['tsx', 'src/cli/index.ts', 'demo', '--dir', join(dir, 'demo')], {
  cwd: root,
  detached: true, // a group of its own, which is ended with its head
  stdio: ['ignore', 'ignore', 'pipe'],
})
const browser = await openChromium()
try {
  const way = await loginLink(demo)
  await mkdir(target, { recursive: true })
  await takeAll(browser, way)
} finally {
  await browser.close()
  if (demo.pid !== undefined && demo.exitCode === null) process.kill(-demo.pid, 'SIGTERM')
  await new Promise((ended) => demo.once('close', ended))
  await rm(dir, { recursive: true, force: true })
}

// ---------------------------------------------------------------------------------------------------------------

async function loginLink(child: ChildProcess): Promise<string> {
  if (!child.stderr) throw new Error('the demo cannot be heard')
  for await (const line of createInterface({ input: child.stderr })) {
    const link = /http:\/\/127\.0\.0\.1:\d+\/\S+/.exec(line)
    if (link) return link[0]
  }
  throw new Error('the demo ended before its page was open')
}

/** The link logs in once, so one window logs in and hands its cookies on. */
async function takeAll(opened: Browser, way: string): Promise<void> {
  const { origin } = new URL(way)
  const first = await opened.newContext({ locale: 'da-DK' })
  await (await first.newPage()).goto(way)
  const storageState = await first.storageState()
  for (const [window, options] of Object.entries(windows)) {
    const context = await opened.newContext({ locale: 'da-DK', storageState, ...options })
    const page = await context.newPage()
    for (const [scene, show] of Object.entries(scenes)) {
      if (!(await show(page, origin))) continue
      const path = join(target, `${scene}-${window}.png`)
      await page.screenshot({ path })
      console.log(path)
    }
    await context.close()
  }
  await first.close()
}

/** A mail with a suggestion and words that counted, so that the picture shows what the page is for. */
async function openSuggested(page: Page, origin: string): Promise<boolean> {
  await page.goto(`${origin}/list?reason=unsure`)
  await page.click('.mail-row:not(.is-urgent):has-text("Forslag") .mail-subject')
  return (await page.locator('.letter-text mark').count()) > 0
}
