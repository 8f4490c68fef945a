// Debian's Chromium for the live tests of the page: looks at pages as a person would, and tells of every request that leaves the host.
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { serverBinary } from './server-process.js'

export const openChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: serverBinary('chromium'),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })

export interface Watched {
  readonly page: Page
  /** Requests to anywhere but the page's own host. */
  readonly strayed: readonly string[]
  /** What the browser complained of: refused by the content security policy, or not found. */
  readonly complaints: readonly string[]
  readonly close: () => Promise<void>
}

/** A window of its own, with its own cookies. */
export async function openWindow(
  browser: Browser,
  origin: string,
  options: BrowserContextOptions = {},
): Promise<Watched> {
  const context = await browser.newContext({ locale: 'da-DK', ...options })
  const page = await context.newPage()
  const strayed: string[] = []
  const complaints: string[] = []
  page.on('request', (request) => {
    if (!request.url().startsWith(`${origin}/`)) strayed.push(request.url())
  })
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  return { page, strayed, complaints, close: () => context.close() }
}

/** What axe finds against WCAG 2.1 A and AA and best practice, as `rule: element`. */
export async function barriers(page: Page): Promise<readonly string[]> {
  const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']
  // In the frame of a mail's html no script runs, so axe would wait there for ever; what is in it is the citizen's. There is no frame of
  // another origin, for which alone axe would open a blank page each time and put its results together there.
  const axe = new AxeBuilder({ page }).withTags(rules).exclude('iframe[sandbox]').setLegacyMode()
  const { violations } = await axe.analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`))
}

/** True when a reader would have to scroll sideways (WCAG 1.4.10). */
export const isTooWide = (page: Page): Promise<boolean> =>
  page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth')
