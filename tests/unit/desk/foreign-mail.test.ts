// A mail that is not for a person's eyes is one that does not exist: every method of the desk and every address of the page, asked for
// it, answers what it answers for a mail that never came.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Act, rules } from '../../../src/desk/access.js'
import type { Desk } from '../../../src/desk/desk.js'
import { label, type MailId, mailIdOf } from '../../../src/ids.js'
import type { RawMail } from '../../../src/journey.js'
import type { DecisionEntry } from '../../../src/ledger/contract/decisions.js'
import { type Person, type PersonRole, personRoles } from '../../../src/roles.js'
import { allPages } from '../../../src/web/pages.js'
import { personNamed } from '../../contracts/desk-harness.js'
import {
  askAPerson,
  decided,
  leave,
  parsedMail,
  placed,
  rawMail,
  routeTo,
} from '../../contracts/ledger-samples.js'
import { type Browser, openPage, type TestPage } from '../web/page-harness.js'

const pas = label('pas')
const parkering = label('parkering')
const unknown = mailIdOf(new TextEncoder().encode('never came'))
const lise = personNamed('lise', { roles: ['caseworker', 'lead'] })

let page: TestPage
let desk: Desk
/** Mail of another department, by how it stands there. */
const foreign = new Map<string, MailId>()
/** Mail of the person's own department, of the same thread and sender as all the others. */
let own: MailId

beforeAll(async () => {
  page = await openPage()
  desk = page.services.desk
  let uid = 0
  const threaded = (text: string) => {
    const raw = rawMail(text, placed(++uid))
    return { raw, parsed: parsedMail(raw, { references: ['thread@x.example'] }) }
  }
  const add = async (text: string, changes: Partial<DecisionEntry>): Promise<RawMail> => {
    const { raw, parsed } = threaded(text)
    await decided(page.ledger, raw, { parsed, ...changes })
    foreign.set(text, raw.id)
    return raw
  }
  const waits = (guess = parkering) => ({ decision: askAPerson({ guess }), deliveries: [], review: true })
  const form = { note: '', choice: { kind: 'queue', label: parkering } } as const
  await add('waiting', waits())
  await add('without a suggestion', { ...waits(), decision: askAPerson({ guess: undefined }) })
  await add('filed', { decision: routeTo(parkering) })
  await add('blind', { decision: routeTo(parkering), isBlind: true, review: true })
  await add('left', { decision: leave, deliveries: [] })
  const putOff = await add('put off', waits())
  const until = new Date(page.clock.at.getTime() + 3_600_000).toISOString()
  const later = { mailId: putOff.id, version: 1, choice: { kind: 'later', until } as const, note: '' }
  await desk.answer({ ...later, token: desk.newToken() }, lise)
  const answered = await add('once suggested for them, and answered elsewhere', waits(pas))
  await desk.answer({ ...form, mailId: answered.id, version: 1, token: desk.newToken() }, lise)
  const moved = await add('once filed with them, and moved elsewhere', { decision: routeTo(pas) })
  const decisionId = (await desk.formFacts(moved.id, lise))?.decisionId ?? 0
  await desk.move({ ...form, mailId: moved.id, decisionId, token: desk.newToken() }, lise)
  const undecided = threaded('undecided').raw
  await page.ledger.recordReceived('borgerservice', [undecided])
  foreign.set('undecided', undecided.id)
  const mine = threaded('own')
  await decided(page.ledger, mine.raw, { parsed: mine.parsed, ...waits(pas) })
  own = mine.raw.id
})
afterAll(() => page.close())

/** Reading roles limited to a department, and roles that read no mail at all. */
const people: readonly Person[] = personRoles.map((role) =>
  personNamed(`limited-${role}`, { roles: [role], departments: role === 'admin' ? undefined : [pas] }),
)
const token = 'a-token-of-this-test-000'
const sent = { note: '', token }

type Ask = (id: MailId, person: Person, facts: { version: number; decisionId: number }) => unknown
const putInPas = { kind: 'queue', label: pas } as const

/** How each method is given a mail; a method that is not here does not compile, and one that is made at run time is missed below. */
const methods: { readonly [Method in keyof Desk]: Ask | 'is given no mail' } = {
  queues: 'is given no mail',
  newToken: 'is given no mail',
  waiting: 'is given no mail',
  figures: 'is given no mail',
  warnings: 'is given no mail',
  queueCounts: 'is given no mail',
  list: async (id, person) => {
    const pages = [await desk.list({}, person), await desk.list({ state: 'later' }, person)]
    return pages.flatMap(({ rows }) => rows.filter(({ mailId }) => mailId === id))
  },
  nextItem: (id, person) => desk.nextItem({}, person, id),
  open: (id, person) => desk.open(id, person, { takeOver: true }),
  renew: (id, person) => desk.renew(id, person),
  release: (id, person) => desk.release(id, person),
  html: (id, person) => desk.html(id, person),
  answer: (mailId, person, { version }) =>
    desk.answer({ mailId, version, choice: putInPas, ...sent }, person),
  like: (id, person) => desk.like(id, 'burst', person),
  answerAll: (mailId, person, { version }) =>
    desk.answerAll({ items: [{ mailId, version }], choice: putInPas, ...sent }, person),
  undo: async (mailId, person, { version, decisionId }) => [
    await desk.undo({ mailId, undo: `decision:${decisionId}`, token }, person),
    await desk.undo({ mailId, undo: `decision:${decisionId}`, token: '' }, person),
    await desk.undo({ mailId, undo: `later:${version}`, token }, person),
    await desk.undo({ mailId, undo: 'nonsense', token }, person),
  ],
  undoSince: async (id, person) =>
    (await desk.undoSince({ since: '2000-01-01T00:00:00.000Z', isDryRun: true }, person)).filter(
      ({ mailId }) => mailId === id,
    ),
  left: async (id, person) =>
    (await desk.left({ size: 100 }, person)).rows.filter(({ mailId }) => mailId === id),
  takeUp: (mailId, person) => desk.takeUp({ mails: [mailId], token }, person),
  find: async (id, person) => [
    (await desk.find({}, person)).rows.filter(({ mailId }) => mailId === id),
    (await desk.find({ text: id }, person)).rows.filter(({ mailId }) => mailId === id),
    (await desk.find({ queue: parkering }, person)).rows.filter(({ mailId }) => mailId === id),
  ],
  named: (id, person) => desk.named(id.slice(0, 16), person),
  formFacts: (id, person) => desk.formFacts(id, person),
  view: (id, person) => desk.view(id, person),
  move: async (mailId, person, { decisionId }) => [
    await desk.move({ mailId, decisionId, choice: putInPas, ...sent }, person),
    await desk.move({ mailId, decisionId, choice: putInPas, note: '', token: '' }, person),
  ],
  queueItems: async (id, person) =>
    (await desk.queueItems(parkering, { limit: 99 }, person)).filter(({ mailId }) => mailId === id),
  takeFromQueue: (_, person) => desk.takeFromQueue(parkering, person),
  finishQueueItem: (_, person) => desk.finishQueueItem(parkering, 1, person),
}

/** Everything that a refusal could leave behind. */
const traces = async (id: MailId) =>
  JSON.stringify([
    await page.ledger.audit({ mailId: id, limit: 99 }),
    await page.ledger.decisions(id),
    await page.ledger.reviewItem(id),
    await page.ledger.deliveries(id),
  ])

const factsOf = async (id: MailId) => {
  const facts = await desk.formFacts(id, lise)
  return { version: facts?.version ?? 1, decisionId: facts?.decisionId ?? 1 }
}

const without = (id: MailId, text: string) => text.replaceAll(id, 'ID').replaceAll(id.slice(0, 12), 'ID')

it('the methods of the desk are all asked', () => {
  expect(Object.keys(methods).sort()).toEqual(Object.keys(desk).sort())
})

const asked = Object.entries(methods).filter(
  (entry): entry is [string, Ask] => entry[1] !== 'is given no mail',
)

describe.each(people.map((person) => ({ person, role: person.roles[0] })))('to $role', ({ person }) => {
  it.each(asked)('desk.%s tells no foreign mail from an unknown one', async (_, ask) => {
    for (const [what, id] of foreign) {
      const [facts, before] = [await factsOf(id), await traces(id)]
      const nothing = JSON.stringify(await ask(unknown, person, facts))
      const refused = JSON.stringify(await ask(id, person, facts))
      expect(without(id, refused ?? ''), what).toBe(without(unknown, nothing ?? ''))
      expect(await traces(id), what).toBe(before)
    }
  })
})

describe('beside a mail of their own', () => {
  it('no other mail of its thread is named', async () => {
    const kari = personNamed('kari', { departments: [pas] })
    const opened = await desk.open(own, kari)
    expect(opened).toMatchObject({ kind: 'open', item: { thread: [] } })
    expect(await desk.view(own, kari)).toMatchObject({ thread: [] })
    const all = await desk.view(own, lise)
    expect(all?.thread.map(({ mailId }) => mailId).sort()).toEqual(
      [...foreign.entries()]
        .filter(([what]) => what !== 'undecided')
        .map(([, id]) => id)
        .sort(),
    )
    await desk.release(own, kari)
  })

  it('the thread tells nobody who may answer it where a blind mail was filed', async () => {
    const blind = (await desk.view(own, lise))?.thread.find(({ mailId }) => mailId === foreign.get('blind'))
    expect(blind).toMatchObject({ kind: 'review', queue: undefined, by: undefined, isBlind: true })
    const data = await desk.view(own, personNamed('data', { roles: ['data'] }))
    expect(data?.thread.find(({ mailId }) => mailId === foreign.get('blind'))).toMatchObject({
      queue: parkering,
    })
  })
})

/** What each address is for, and what it is sent about a mail. An address with a mail in it that is not here is missed below. */
const addresses: Readonly<
  Record<
    string,
    {
      readonly act: Act
      readonly fields?: (facts: { version: number; decisionId: number }) => Record<string, string>
    }
  >
> = {
  'GET /mail/:id': { act: 'open' },
  'GET /mail/:id/html': { act: 'html' },
  'GET /mail/:id/like': { act: 'open' },
  'POST /mail/:id/answer': {
    act: 'answer',
    fields: ({ version }) => ({ version: String(version), choice: 'queue:pas', once: token, note: '' }),
  },
  'POST /mail/:id/undo': {
    act: 'undo',
    fields: ({ decisionId }) => ({ undo: `decision:${decisionId}`, once: token }),
  },
  'POST /mail/:id/take': { act: 'claim' },
  'POST /mail/:id/renew': { act: 'claim' },
  'POST /mail/:id/release': { act: 'claim' },
  'GET /find/:id': { act: 'view' },
  'POST /find/:id/move': {
    act: 'move',
    fields: ({ decisionId }) => ({ decision: String(decisionId), choice: 'queue:pas', once: token }),
  },
}

/** Addresses that answer an unknown mail with something other than "no such page": a frame, a line for the script, the way back. */
const quiet = new Set(['GET /mail/:id/html', 'POST /mail/:id/renew', 'POST /mail/:id/release'])

describe('the pages', () => {
  const browsers = new Map<PersonRole, Browser>()
  beforeAll(async () => {
    for (const [nth, role] of personRoles.entries()) {
      await page.account(`kari-${role}`, [role], ['pas'])
      const browser = page.browser({ address: `192.0.2.${nth + 1}` })
      await browser.logIn(`kari-${role}`)
      browsers.set(role, browser)
    }
  })

  it('with a mail in their address are all asked', () => {
    const paths = allPages(page.services).filter(({ path }) => path.includes(':id'))
    expect(paths.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(Object.keys(addresses).sort())
  })

  it.each(Object.entries(addresses))('%s lets in whom the desk lets do it', (key, { act }) => {
    const found = allPages(page.services).find(({ method, path }) => `${method} ${path}` === key)
    expect(found?.roles).toEqual(rules[act].roles)
  })

  describe.each(personRoles)('to %s', (role) => {
    it.each(Object.entries(addresses))(
      '%s tells no foreign mail from an unknown one',
      async (key, { act, fields }) => {
        const [method, path = ''] = key.split(' ')
        const browser = browsers.get(role) as Browser
        const ask = (id: MailId, facts: { version: number; decisionId: number }) => {
          const url = path.replace(':id', id)
          return method === 'GET' ? browser.get(url) : browser.post(url, fields?.(facts) ?? {})
        }
        const mayEnter = (rules[act].roles as readonly PersonRole[]).includes(role)
        for (const [what, id] of foreign) {
          const [facts, before] = [await factsOf(id), await traces(id)]
          const [refused, nothing] = [await ask(id, facts), await ask(unknown, facts)]
          expect(shownOf(id, refused), what).toBe(shownOf(unknown, nothing))
          if (!quiet.has(key)) expect(refused.status, what).toBe(mayEnter ? 404 : 403)
          expect(await traces(id), what).toBe(before)
        }
      },
    )
  })

  it('the form of many tells nothing of a foreign mail, whatever its token', async () => {
    const browser = browsers.get('caseworker') as Browser
    for (const once of [token, ''])
      for (const [what, id] of foreign) {
        const send = (one: MailId) => browser.post('/list', { item: `${one}:1`, choice: 'queue:pas', once })
        expect(shownOf(id, await send(id)), what).toBe(shownOf(unknown, await send(unknown)))
      }
  })
})

/** A response without what is new each time: the id that was asked for, tokens and nonces. */
const shownOf = (id: MailId, shown: Awaited<ReturnType<Browser['get']>>): string =>
  without(
    id,
    JSON.stringify([
      shown.status,
      shown.location,
      shown.text.replaceAll(/name="(_token|once)" value="[^"]*"/g, '').replaceAll(/nonce="[^"]*"/g, ''),
      shown.headers['content-type'],
    ]),
  )
