// The page over a real mailbox: a Dovecot folder tree, a ledger, the program's own pass and the page on a port of its own.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { configSchema } from '../../src/config/schema.js'
import { label, type MailId, mailIdOf, modelId } from '../../src/ids.js'
import type { MailText, Prediction } from '../../src/journey.js'
import type { Ledger } from '../../src/ledger/contract/ledger.js'
import type { Classifier } from '../../src/model/classifier.js'
import { runPass } from '../../src/pass/pass.js'
import type { PersonRole } from '../../src/roles.js'
import { createApp } from '../../src/web/app.js'
import { hashPassword } from '../../src/web/passwords.js'
import { createServices, type Services } from '../../src/wiring.js'
import { openWindow, type Watched } from './chromium.js'
import { asServed, freshMailbox, type TestMailbox } from './dovecot.js'

const password = 'syv grønne cykler'

export interface PageOffice {
  readonly origin: string
  readonly services: Services
  readonly ledger: Ledger
  readonly mailbox: TestMailbox
  /** Puts mails into the inbox and lets the program do a pass over it. */
  receive(mails: readonly Uint8Array[]): Promise<readonly MailId[]>
  pass(): Promise<void>
  /** Where each mail lies, told by another mail program. */
  whereabouts(): Promise<ReadonlyMap<MailId, string>>
  logIn(browser: Browser, name: string, options?: BrowserContextOptions): Promise<Watched>
  close(): Promise<void>
}

/** The queues, with the word that speaks for each. */
const queues = {
  pas: { name: 'Pas', word: 'pas' },
  koerekort: { name: 'Kørekort', word: 'kørekort' },
  parkering: { name: 'Parkering', word: 'parkering' },
  affald: { name: 'Affald og genbrug', word: 'skrald' },
  skat: { name: 'Ejendomsskat', word: 'skat' },
  bolig: { name: 'Boligstøtte', word: 'husleje' },
  skole: { name: 'Skole', word: 'skole' },
  dagtilbud: { name: 'Dagtilbud', word: 'vuggestue' },
  valg: { name: 'Valg', word: 'valgkort' },
  bibliotek: { name: 'Bibliotek', word: 'bøger' },
}
const keys = Object.keys(queues) as (keyof typeof queues)[]

const people: Readonly<Record<string, readonly PersonRole[]>> = {
  birthe: ['caseworker', 'lead', 'auditor'],
  carl: ['caseworker'],
}

export async function openPageOffice(): Promise<PageOffice> {
  const dir = await mkdtemp(join(tmpdir(), 'postfordeler-page-'))
  const mailbox = await freshMailbox()
  const folders = keys.map((key) => `Afdelinger/${queues[key].name}`)
  await mailbox.createFolders('Afdelinger', ...folders)
  const config = configSchema.parse({
    mailboxes: [
      { name: 'borgerservice', imap: { ...mailbox.account, passwordEnv: 'IMAP' }, mode: 'suggest' },
    ],
    queues: Object.fromEntries(
      keys.map((key) => [
        key,
        {
          name: queues[key].name,
          folder: `Afdelinger/${queues[key].name}`,
          description: `Alt om ${queues[key].word}`,
          ...(key === 'pas' ? { kle: '23.03', selfService: 'https://pas.example/forny' } : {}),
        },
      ]),
    ),
    database: { url: `sqlite:${join(dir, 'ledger.db')}` },
    models: join(dir, 'models'),
    review: { organisation: 'Prøveby Kommune' },
  })
  const services = createServices({
    ...{ config, env: { IMAP: mailbox.password }, now: () => new Date(), warn: () => undefined },
  })
  const ledger = await services.ledger()
  const passwordHash = await hashPassword(password)
  for (const [name, roles] of Object.entries(people))
    await ledger.accounts.add(
      { name, displayName: name, roles, departments: undefined, passwordHash },
      'test',
    )
  const log = { debug() {}, info() {}, warn() {}, error() {} }
  const desk = await services.desk()
  const app = await createApp({ config, ledger, desk, now: () => new Date(), log, env: {} })
  const origin = await app.listen({ port: 0, host: '127.0.0.1' })
  const pass = async () => {
    const [first] = config.mailboxes
    if (!first) throw new Error('no mailbox')
    const open = await services.openMailbox(first)
    await runPass(
      { ...(await services.pipeline()), models: async () => ({ classifier: wordClassifier }) },
      open.policy,
      open,
    )
  }
  return {
    ...{ origin, services, ledger, mailbox, pass },
    async receive(mails) {
      await mailbox.fill(mails)
      await pass()
      return mails.map(mailIdOf)
    },
    async whereabouts() {
      const found = new Map<MailId, string>()
      for (const folder of ['INBOX', ...folders])
        for (const { bytes } of await mailbox.contents(folder)) {
          const id = mailIdOf(bytes)
          found.set(id, [found.get(id), folder].filter(Boolean).join(', '))
        }
      return found
    },
    async logIn(browser, name, options) {
      const watched = await openWindow(browser, origin, options)
      const { page } = watched
      await page.goto(`${origin}/login`)
      await page.fill('#name', name)
      await page.fill('#password', password)
      await page.click('main button[type=submit]')
      await page.waitForURL(`${origin}/list`)
      return watched
    },
    async close() {
      await app.close()
      await services.close()
      await mailbox.close()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

interface Written {
  readonly subject: string
  readonly text: string
  readonly html?: string
  readonly from?: string
  readonly headers?: readonly string[]
}

/** A mail as a server would give it; every part may hold anything. */
export function written({ subject, text, html, from = 'Anna Holm', headers = [] }: Written): Uint8Array {
  const part = (type: string, body: string) =>
    `Content-Type: ${type}; charset=utf-8\nContent-Transfer-Encoding: base64\n\n${lines(body)}\n`
  const head = [
    `From: ${encoded(from)} <anna@borger.example>`,
    'To: borger@by.example',
    `Subject: ${encoded(subject)}`,
    `Message-ID: <${++written.count}.${process.pid}@borger.example>`,
    'Date: Mon, 2 Mar 2026 10:00:00 +0100',
    'MIME-Version: 1.0',
    ...headers,
  ].join('\n')
  const whole =
    html === undefined
      ? `${head}\n${part('text/plain', text)}`
      : `${head}\nContent-Type: multipart/alternative; boundary="skel"\n\n--skel\n${part('text/plain', text)}--skel\n${part('text/html', html)}--skel--\n`
  return asServed(Buffer.from(whole))
}
written.count = 0

// ---------------------------------------------------------------------------------------------------------------

const lines = (text: string): string =>
  (
    Buffer.from(text)
      .toString('base64')
      .match(/.{1,76}/g) ?? []
  ).join('\n')

/** RFC 2047, in words that are short enough, cut between characters. */
const encoded = (text: string): string =>
  (text.match(/[\s\S]{1,12}/gu) ?? [])
    .map((piece) => `=?utf-8?B?${Buffer.from(piece).toString('base64')}?=`)
    .join('\n ')

/** Knows one word of each queue, and says which it saw: so that a test knows what is suggested and why. */
const wordClassifier = {
  modelId: modelId('words'),
  manifest: { thresholds: Object.fromEntries(keys.map((key) => [key, 0.5])), noveltyLimit: 1 } as never,
  predict: async (mails) => mails.map(predictionOf),
  dispose: () => undefined,
} satisfies Classifier

function predictionOf({ subject, own }: MailText): Prediction {
  const text = `${subject} ${own}`.toLowerCase()
  const at = keys.findIndex((key) => text.includes(queues[key].word))
  const best = keys[Math.max(at, 0)] ?? 'pas'
  const others = keys.filter((key) => key !== best)
  return {
    modelId: modelId('words'),
    ranked: [
      { label: label(best), probability: at < 0 ? 0.31 : 0.73 },
      ...others.map((key, nth) => ({
        label: label(key),
        probability: (at < 0 ? 0.69 : 0.27) / 2 ** (nth + 1),
      })),
    ],
    evidence: [
      { term: queues[best].word, weight: 1.4 },
      { term: 'Hvordan', weight: 0.2 },
      { term: 'bil', weight: -0.3 },
    ],
    novelty: 0.1,
  }
}
