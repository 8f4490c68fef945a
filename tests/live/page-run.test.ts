// The page as an operator starts it: run --roles review, accounts from the command line, two processes beside each other, and the demo.
import type { ChildProcess } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { finish, spawnProgram } from './installation.js'
import { logIn } from './log-in.js'

const password = 'syv grønne cykler'
const running = new Set<ChildProcess>()
let dir: string

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'postfordeler-page-'))
  await writeFile(join(dir, 'postfordeler.yml'), 'queues:\n  pas: { name: Pas }\nhttp: { port: 0 }\n')
  const adding = spawnProgram(['user', 'add', 'birthe', '--roles', 'admin,auditor'], dir)
  adding.stdin?.end(`${password}\n`)
  expect(await finish(adding)).toMatchObject({ code: 0 })
})
afterEach(() => {
  for (const child of running) child.kill('SIGKILL')
})
afterAll(() => rm(dir, { recursive: true, force: true }))

/** A program that runs on, and what it says. */
function start(args: readonly string[], cwd: string) {
  const child = spawnProgram(args, cwd)
  running.add(child)
  let said = ''
  child.stdout?.on('data', (chunk) => {
    said += chunk
  })
  child.stderr?.on('data', (chunk) => {
    said += chunk
  })
  const ended = finish(child).finally(() => running.delete(child))
  return {
    child,
    ended,
    until: (pattern: RegExp, timeoutMs = 30_000): Promise<string> =>
      vi.waitFor(() => pattern.exec(said)?.[1] ?? Promise.reject(new Error(`not said yet: ${said}`)), {
        timeout: timeoutMs,
        interval: 100,
      }),
  }
}

async function startPage() {
  const page = start(['run', '--roles', 'review'], dir)
  const port = await page.until(/"port":(\d+)/)
  return { ...page, origin: `http://127.0.0.1:${port}`, port: Number(port) }
}

const statusOf = async (url: string, cookie: string) =>
  (await fetch(url, { headers: { cookie }, redirect: 'manual' })).status

describe('run --roles review', () => {
  it('serves the page and health, and ends at SIGTERM though a browser holds its connection', async () => {
    const page = await startPage()
    expect(await (await fetch(`${page.origin}/healthz`)).json()).toEqual({ status: 'ok' })
    const cookie = await logIn(page.origin, { name: 'birthe', password })
    expect(await statusOf(`${page.origin}/users`, cookie)).toBe(200)
    const held = connect(page.port, '127.0.0.1')
    await new Promise<void>((done) => held.once('connect', done))
    const asked = performance.now()
    page.child.kill('SIGTERM')
    const { code, stdout } = await page.ended
    held.destroy()
    expect(code).toBe(0)
    expect(performance.now() - asked).toBeLessThan(10_000)
    expect(stdout).toContain('"msg":"ended"')
    expect(stdout).not.toMatch(/birthe|127\.0\.0\.1/)
  })

  it('in two processes is one page: a login at one holds at the other', async () => {
    const [one, other] = [await startPage(), await startPage()]
    const cookie = await logIn(one.origin, { name: 'birthe', password })
    expect(await statusOf(`${other.origin}/trail`, cookie)).toBe(200)
  })

  it('is not served to other machines without https', async () => {
    const file = join(dir, 'open.yml')
    await writeFile(file, 'queues:\n  pas: { name: Pas }\nhttp: { host: 0.0.0.0, port: 0 }\n')
    const { code, stderr } = await finish(spawnProgram(['run', '--roles', 'review', '--config', file], dir))
    expect(code).toBe(2)
    expect(stderr).toContain('review.origin')
  })
})

describe('demo', () => {
  it('opens the page with a link that logs in once, and ends at Ctrl-C', async () => {
    const demo = start(['demo', '--dir', '.demo'], dir)
    const link = await demo.until(/(http:\/\/127\.0\.0\.1:\d+\/login\/once\/\S+)[\s\S]*Ctrl-C/, 240_000)
    const answer = await fetch(link, { redirect: 'manual' })
    expect(answer.status).toBe(303)
    const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    expect(await statusOf(new URL('/trail', link).href, cookie)).toBe(200)
    expect(await statusOf(link, '')).toBe(404)
    demo.child.kill('SIGINT')
    expect((await demo.ended).code).toBe(0)
  }, 300_000)
})
