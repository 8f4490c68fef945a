// npm run bench:page: how long people wait for the page with 10,000 mails waiting, one alone and fifty at once, on SQLite or PostgreSQL.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import { table } from '../../src/cli/table.js'
import { quantile } from '../harness.js'
import { type Browser, createBrowser, type Shown } from './browser.js'

const options = new Command('bench:page')
  .description('Asks the page over HTTP as browsers do: first one person, then many at once.')
  .option('--database <url>', 'an empty ledger to fill (default: SQLite in a temporary folder)')
  .option('--waiting <n>', 'mails that wait', '10000')
  .option('--people <n>', 'people at once', '50')
  .option('--requests <n>', 'requests that they make together', '20000')
  .option('--repeats <n>', 'how often the one person asks for each page', '200')
  .option('--strict', 'exit code 1 when an aim is missed or a request fails')
  .parse()
  .opts<{
    database?: string
    waiting: string
    people: string
    requests: string
    repeats: string
    strict?: boolean
  }>()

/** What one person waits at most, p95. @units milliseconds */
const AIMS_MS: Readonly<Record<string, number>> = { list: 100, mail: 50 }
const PASSWORD = 'syv grønne cykler'

const dir = await mkdtemp(join(tmpdir(), 'postfordeler-page-'))
const database = options.database ?? `sqlite:${join(dir, 'ledger.db')}`
const server = fork(
  fileURLToPath(new URL('./serve.ts', import.meta.url)),
  [database, options.waiting, options.people, PASSWORD],
  { execArgv: ['--import', 'tsx'] },
)
try {
  const origin = await started(server)
  console.log(
    `${options.waiting} mails waiting, twice as many filed, ${database.split(':')[0]}, one process; ${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)}, Node ${process.versions.node}\n`,
  )
  const isGood = [await alone(origin), await crowd(origin)].every(Boolean)
  if (options.strict && !isGood) process.exitCode = 1
} finally {
  server.kill('SIGTERM')
  await once(server, 'exit')
  await rm(dir, { recursive: true, force: true })
}

// ---------------------------------------------------------------------------------------------------------------

async function started(child: ChildProcess): Promise<string> {
  const [message] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error('The page did not start.'))),
  ])
  return (message as { url: string }).url
}

async function enter(origin: string, nth: number): Promise<Browser> {
  const browser = createBrowser(origin)
  await browser.get('/login')
  const shown = await browser.post('/login', { name: `person-${nth}`, password: PASSWORD })
  if (shown.status !== 303) throw new Error(`The login was answered with ${shown.status}.`)
  return browser
}

function mailsOn({ text }: Shown): readonly string[] {
  return [
    ...new Set([...text.matchAll(/href="(\/mail\/[0-9a-f]{64})[^"]*"/g)].map(([, path]) => path as string)),
  ]
}

function nextPage({ text }: Shown): string | undefined {
  return /rel="next" href="([^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&')
}

/** One person goes through the list page by page, filters it, and opens mail after mail. */
async function alone(origin: string): Promise<boolean> {
  const browser = await enter(origin, 0)
  const repeats = Number(options.repeats)
  const took: Record<string, number[]> = { list: [], 'list, filtered': [], mail: [], figures: [], find: [] }
  const filters = ['queue=queue-7', 'reason=novel', 'mailbox=jobcenter', 'text=pas', 'text=fornye+pas']
  let list = '/list'
  let mails: readonly string[] = []
  for (let nth = -5; nth < repeats; nth++) {
    const page = await browser.get(list)
    mails = mailsOn(page)
    list = nextPage(page) ?? '/list'
    const filtered = await browser.get(`/list?${filters[(nth + 5) % filters.length]}`)
    const mail = await browser.get(mails[(nth + 5) % mails.length] ?? '/list')
    const shown = { list: page, 'list, filtered': filtered, mail }
    for (const [name, { status, tookMs }] of Object.entries(shown)) {
      if (status !== 200) throw new Error(`${name} was answered with ${status}.`)
      if (nth >= 0) took[name]?.push(tookMs)
    }
    if (nth >= 0 && nth < 20) {
      took['figures']?.push((await browser.get('/figures')).tookMs)
      took['find']?.push((await browser.get('/find?text=pas')).tookMs)
    }
  }
  const rows = Object.entries(took).map(([name, ms]) => [
    name,
    ...[0.5, 0.95, 1].map((share) => quantile(ms, share).toFixed(1)),
    String(AIMS_MS[name] ?? ''),
  ])
  for (const line of table(['one person', 'p50 ms', 'p95 ms', 'max ms', 'aim'], rows)) console.log(line)
  console.log()
  return Object.entries(AIMS_MS).every(([name, aim]) => quantile(took[name] ?? [], 0.95) <= aim)
}

/** Many work at once: each looks at the list, opens a mail, and answers every second one. */
async function crowd(origin: string): Promise<boolean> {
  const people = Number(options.people)
  const browsers: Browser[] = []
  for (let nth = 0; nth < people; nth++) browsers.push(await enter(origin, nth))
  let left = Number(options.requests)
  const statuses = new Map<string, number>()
  const took: number[] = []
  const note = (shown: Shown): Shown => {
    took.push(shown.tookMs)
    const key = String(shown.status)
    statuses.set(key, (statuses.get(key) ?? 0) + 1)
    return shown
  }
  const began = performance.now()
  await Promise.all(
    browsers.map(async (browser, nth) => {
      for (let turn = nth; left > 0; turn++) {
        left -= 3
        const list = note(await browser.get(`/list?queue=queue-${turn % 25}`))
        const mails = mailsOn(list)
        const path = mails[(turn * 7 + nth * 13) % Math.max(1, mails.length)]
        if (path === undefined) continue
        const mail = note(await browser.get(path))
        const answer = answerOn(mail)
        if (answer && turn % 2 === 0) note(await browser.post(`${path}/answer`, answer))
        else note(await browser.get('/list'))
      }
    }),
  )
  const seconds = (performance.now() - began) / 1000
  const failed = [...statuses].filter(([status]) => !/^(200|303)$/.test(status))
  const made = took.length
  console.log(
    `${people} people, ${made} requests in ${seconds.toFixed(0)} s (${(made / seconds).toFixed(0)} a second): p50 ${quantile(took, 0.5).toFixed(0)} ms, p95 ${quantile(took, 0.95).toFixed(0)} ms, max ${quantile(took, 1).toFixed(0)} ms`,
  )
  console.log(
    `answered with ${[...statuses].map(([status, n]) => `${status}: ${n}`).join(', ')}; errors: ${failed.reduce((sum, [, n]) => sum + n, 0)}`,
  )
  return failed.length === 0
}

/** The answer form of a mail that this person may answer, with its likeliest queue chosen. */
function answerOn({ text }: Shown): Readonly<Record<string, string>> | undefined {
  const field = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(text)?.[1]
  const [version, token, choice] = [field('version'), field('once'), field('choice')]
  return version && token && choice ? { version, once: token, choice, note: '' } : undefined
}
