// The terminal and the page are two ways to one desk: the same acts, done on two fresh ledgers, leave the same record behind.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { loadConfig } from '../../../src/config/load.js'
import { label, type MailId } from '../../../src/ids.js'
import type { DecisionEntry } from '../../../src/ledger/contract/decisions.js'
import type { Ledger } from '../../../src/ledger/contract/ledger.js'
import { createLedger } from '../../../src/ledger/create-ledger.js'
import { createApp } from '../../../src/web/app.js'
import { hashPassword } from '../../../src/web/passwords.js'
import { createServices } from '../../../src/wiring.js'
import {
  askAPerson,
  campaignMail,
  decided,
  leave,
  parsedMail,
  placed,
  rawMail,
  routeTo,
} from '../../contracts/ledger-samples.js'
import { run } from '../cli/fake-io.js'
import { type Browser, browserOf, password } from '../web/page-harness.js'

const [pas, parkering] = [label('pas'), label('parkering')]
const waits = { decision: askAPerson({ guess: pas }), deliveries: [], review: true } as const
const blind = { decision: routeTo(pas), isBlind: true, review: true } as const

/** A mail for each of the acts, by what is done to it. */
const mails: Readonly<Record<string, Partial<DecisionEntry>>> = {
  'answered with the suggestion': waits,
  'answered with another queue': waits,
  'not ours': waits,
  'put off': waits,
  'taken back': waits,
  'a filing taken back': { decision: routeTo(pas) },
  moved: { decision: routeTo(pas) },
  viewed: { decision: routeTo(parkering) },
  'answered blind': blind,
  'taken up': { decision: leave, deliveries: [] },
  'taken up and left again': { decision: leave, deliveries: [] },
  'one of many': waits,
  'another of many': waits,
}
const idOf = (what: string): MailId => rawMail(what).id

interface Way {
  readonly dir: string
  readonly config: string
  readonly ledger: Ledger
}

const ways: Way[] = []
let passwordHash: string
beforeAll(async () => {
  passwordHash = await hashPassword(password)
})
afterAll(async () => {
  for (const { dir, ledger } of ways) {
    await ledger.close()
    await rm(dir, { recursive: true, force: true })
  }
})

/** A fresh ledger with the mails in it, the same each time. */
async function openWay(): Promise<Way> {
  const dir = await mkdtemp(join(tmpdir(), 'postfordeler-ways-'))
  const config = join(dir, 'postfordeler.yml')
  await writeFile(
    config,
    stringify({
      mailboxes: [{ name: 'borgerservice', path: `eml:${dir}`, mode: 'auto' }],
      queues: { pas: { name: 'Pas' }, parkering: { name: 'Parkering' } },
      database: { url: `sqlite:${join(dir, 'ledger.db')}` },
    }),
  )
  const ledger = await createLedger(`sqlite:${join(dir, 'ledger.db')}`)
  const birthe = {
    name: 'birthe',
    displayName: 'Birthe',
    roles: ['caseworker'] as const,
    departments: undefined,
  }
  await ledger.accounts.add({ ...birthe, passwordHash }, 'test')
  let uid = 0
  for (const [what, changes] of Object.entries(mails)) {
    const raw = rawMail(what, placed(++uid))
    const from = { name: '', address: `${uid}@x.example` }
    const parsed = what.endsWith('of many') ? campaignMail(raw, uid) : parsedMail(raw, { from })
    await decided(ledger, raw, { parsed, ...changes })
  }
  const way = { dir, config, ledger }
  ways.push(way)
  return way
}

const field = (text: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? ''

async function onThePage({ config: file, ledger }: Way): Promise<void> {
  const config = loadConfig({ file, env: {}, warn: () => undefined })
  const now = () => new Date()
  const services = createServices({ config, env: {}, now, warn: () => undefined })
  const quiet = () => undefined
  const log = { debug: quiet, info: quiet, warn: quiet, error: quiet }
  const app = await createApp({
    ...{ config, now, log, env: {} },
    ledger: await services.ledger(),
    desk: await services.desk(),
  })
  const browser = browserOf(app, '192.0.2.1')
  await browser.logIn('birthe')
  await actsOnThePage(browser, ledger)
  await app.close()
  await services.close()
}

async function actsOnThePage(browser: Browser, ledger: Ledger): Promise<void> {
  const answer = async (what: string, fields: Readonly<Record<string, string>>) => {
    const { text } = await browser.get(`/mail/${idOf(what)}`)
    const seen = { version: field(text, 'version'), once: field(text, 'once'), note: '' }
    const shown = await browser.post(`/mail/${idOf(what)}/answer`, { ...seen, ...fields })
    expect([what, shown.status]).toEqual([what, 303])
  }
  const undo = async (what: string, fields: Readonly<Record<string, string>>) => {
    const shown = await browser.post(`/mail/${idOf(what)}/undo`, fields)
    expect([what, shown.status]).toEqual([what, 303])
  }
  const said = async () => (await browser.get('/account')).text

  await answer('answered with the suggestion', { choice: 'confirm' })
  await answer('answered with another queue', { choice: 'find', queue: 'parkering', note: 'Se bilag' })
  await answer('not ours', { choice: 'not-ours:spam' })
  await answer('put off', { choice: 'later', until: 'week' })
  await said()
  await answer('taken back', { choice: 'queue:parkering' })
  const text = await said()
  await undo('taken back', { undo: field(text, 'undo'), once: field(text, 'once') })
  const filed = (await ledger.mail(idOf('a filing taken back')))?.decision?.id
  const list = (await browser.get('/list')).text
  await undo('a filing taken back', { undo: `decision:${filed}`, once: field(list, 'once') })
  const shown = (await browser.get(`/find/${idOf('moved')}`)).text
  const move = { decision: field(shown, 'decision'), once: field(shown, 'once'), note: '' }
  await browser.post(`/find/${idOf('moved')}/move`, { ...move, choice: 'find', queue: 'parkering' })
  await browser.get(`/find/${idOf('viewed')}`)
  await answer('answered blind', { choice: 'find', queue: 'parkering' })
  const takeUp = async (what: string) => {
    const left = (await browser.get('/left')).text
    const taken = await browser.post('/left', { one: idOf(what), once: field(left, 'once'), to: '' })
    expect([what, taken.status]).toEqual([what, 303])
  }
  await takeUp('taken up')
  await said()
  await takeUp('taken up and left again')
  const takenUp = await said()
  await undo('taken up and left again', { undo: field(takenUp, 'undo'), once: field(takenUp, 'once') })
  const bar = (await browser.get(`/mail/${idOf('one of many')}/like?by=burst`)).text
  const items = [...bar.matchAll(/name="item" value="([^"]*)"/g)].map(([, item = '']) => item)
  expect(items).toHaveLength(2)
  await browser.post('/list', { item: items, choice: 'queue:parkering', once: field(bar, 'once') })
}

async function atTheTerminal({ config }: Way): Promise<void> {
  const command = async (...args: readonly string[]) => {
    const { code, notes: all } = await run([...args, '--config', config])
    const notes = all.filter((note) => !note.startsWith('No model is in use')) // of a mail that is decided anew
    expect({ args, code, notes }).toEqual({ args, code: 0, notes: [] })
  }
  const answer = async (what: string, ...more: readonly string[]) => {
    await command('review', 'show', idOf(what))
    await command('review', 'answer', idOf(what), ...more)
  }
  await answer('answered with the suggestion', 'confirm')
  await answer('answered with another queue', 'parkering', '--note', 'Se bilag')
  await answer('not ours', 'none', '--not-ours', 'spam')
  await command('review', 'show', idOf('put off'))
  await command('review', 'later', idOf('put off'), '1w')
  await answer('taken back', 'parkering')
  await command('review', 'undo', idOf('taken back'))
  await command('unroute', idOf('a filing taken back'))
  await command('explain', idOf('moved'))
  await command('review', 'move', idOf('moved'), 'parkering')
  await command('review', 'show', idOf('viewed'))
  await answer('answered blind', 'parkering')
  await command('left', 'take', idOf('taken up'))
  await command('left', 'take', idOf('taken up and left again'))
  await command('review', 'undo', idOf('taken up and left again'))
  await command('review', 'answer', idOf('one of many'), 'parkering', '--like', 'burst')
}

/** All that the acts have left behind, but for moments and logins. */
async function recordOf(ledger: Ledger) {
  const logins = new Set(['logged-in', 'logged-out', 'account-added'])
  const audit = (await ledger.audit({ limit: 1_000 })).filter(({ action }) => !logins.has(action))
  const perMail: Record<string, unknown> = {}
  for (const what of Object.keys(mails)) {
    const id = idOf(what)
    perMail[what] = {
      decisions: await ledger.decisions(id),
      deliveries: await ledger.deliveries(id),
      review: await ledger.reviewItem(id),
      queues: await ledger.queuePlaces(id),
    }
  }
  const record = {
    audit: audit.map(({ seq: _, ...row }) => row).reverse(),
    perMail,
    corrections: await ledger.corrections({ limit: 100 }),
    samples: await ledger.blindAnswers(),
    closures: await ledger.queueClosures(),
  }
  return JSON.parse(JSON.stringify(record).replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'MOMENT'))
}

it('the same acts at the terminal and on the page leave the same record', {
  timeout: 120_000,
}, async () => {
  const [page, terminal] = [await openWay(), await openWay()]
  await onThePage(page)
  await atTheTerminal(terminal)
  const record = await recordOf(page.ledger)
  expect(await recordOf(terminal.ledger)).toEqual(record)
  const acts = new Set(record.audit.map(({ action, actor }: Record<string, string>) => `${actor} ${action}`))
  for (const act of ['viewed', 'answered', 'put-off', 'undone', 'moved', 'taken-up'])
    expect(acts).toContain(`birthe ${act}`)
  expect(record.samples).toMatchObject([{ label: 'pas', isRight: false }])
  expect(record.perMail['not ours'].decisions.at(-1).decision).toMatchObject({
    ...{ kind: 'leave', because: { kind: 'answered', notOurs: 'spam' } },
  })
})
