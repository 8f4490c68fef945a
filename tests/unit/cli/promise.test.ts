// The promise in operation by the command line, with a real model, ledger and configuration.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { label, mailIdOf } from '../../../src/ids.js'
import { createLedger } from '../../../src/ledger/create-ledger.js'
import { makeWorkplace, trainModels, type Workplace } from './cli-harness.js'

let trained: Awaited<ReturnType<typeof trainModels>>
let place: Workplace
beforeAll(async () => {
  trained = await trainModels()
})
afterAll(() => trained.remove())
beforeEach(async () => {
  place = await makeWorkplace(trained)
})
afterEach(() => place.remove())

async function configure(changes: Readonly<Record<string, unknown>>): Promise<void> {
  const config = parse(await readFile(place.configFile, 'utf8'))
  await writeFile(place.configFile, stringify({ ...config, ...changes }))
}
const idOf = async (name: string) => mailIdOf(await readFile(join(place.inbox, `${name}.eml`)))
const openLedger = () => createLedger(`sqlite:${join(place.dir, 'postfordeler.db')}`)

describe('the blind sample', () => {
  beforeEach(() => configure({ sample: { perDay: 100_000 } }))

  it('shows a filed mail without telling where it went, and counts the answer', async () => {
    await place.run('route', '--once')
    const id = await idOf('pas')
    const listed = (await place.run('review', 'list', '--json')).json() as {
      mailId: string
      guess?: string
    }[]
    const item = listed.find(({ mailId }) => mailId === id)
    expect(item).toMatchObject({ isBlind: true })
    expect(JSON.stringify(item)).not.toContain('"pas"')
    const shown = await place.run('review', 'show', id)
    expect(shown.out.join('\n')).toContain('blind sample')
    expect(shown.out.join('\n')).not.toMatch(/0\.\d\d {2}/)
    const ofQueue = (await place.run('review', 'list', '--queue', 'pas', '--json')).json() as unknown[]
    expect(ofQueue).toEqual([])

    await place.run('review', 'answer', id, 'pas')
    await place.run('review', 'answer', await idOf('parkering'), 'pas')
    const stats = (await place.run('stats', '--json')).json()
    expect(stats).toMatchObject({
      blind: {
        perQueue: [
          { label: 'pas', n: 1, wrong: 0, isClosed: false },
          { label: 'parkering', n: 1, wrong: 1, share: 1 },
        ],
        waiting: [],
      },
    })
    expect((await place.run('stats')).out.join('\n')).toContain('Blind sample')
  })
})

describe('the question about left mail', () => {
  const report = [
    'From: Mail Delivery System <mailer-daemon@mail.example>',
    'To: borgerservice@kk.example',
    'Return-Path: <>',
    'Subject: Undelivered Mail Returned to Sender',
    'Message-ID: <report-1@mail.example>',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    ...['', '--b', 'Content-Type: text/plain', '', 'The mail could not be delivered.', ''],
    ...['--b', 'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; mail.example', ''],
    ...['Final-Recipient: rfc822; nobody@firma.example', 'Action: failed', 'Status: 5.1.1', '', '--b--', ''],
  ].join('\r\n')
  const leftId = () => idOf('report')
  beforeEach(async () => {
    await writeFile(join(place.inbox, 'report.eml'), report)
    await configure({ sample: { perDay: 100_000 } })
    await place.run('route', '--once')
  })
  const stats = async () => (await place.run('stats', '--json')).json() as { blind: { left: unknown } }

  it('is asked as any other, without showing that the mail was left', async () => {
    const id = await leftId()
    const listed = (await place.run('review', 'list', '--json')).json() as { mailId: string }[]
    const item = listed.find(({ mailId }) => mailId === id)
    expect(item).toMatchObject({ isBlind: true })
    const shown = await place.run('review', 'show', id, '--json')
    expect(JSON.stringify([item, shown.json()])).not.toMatch(/bounce|automatic-mail|report-type|"leave"/)
    expect(await stats()).toMatchObject({ blind: { left: { n: 0, waiting: 1 }, perQueue: [] } })
  })

  it.each([
    { answer: 'none', wrong: 0 },
    { answer: 'pas', wrong: 1 },
  ])('counts the answer $answer', async ({ answer, wrong }) => {
    await place.run('review', 'answer', await leftId(), answer)
    expect(await stats()).toMatchObject({ blind: { left: { n: 1, wrong, waiting: 0, high: 1 } } })
    expect((await place.run('stats')).out.join('\n')).toContain(`${wrong} of 1 answers found something in it`)
  })

  it('is not asked where no questions are wanted', async () => {
    await place.remove()
    place = await makeWorkplace(trained)
    await writeFile(join(place.inbox, 'report.eml'), report)
    await place.run('route', '--once')
    expect(await stats()).toMatchObject({ blind: { left: { n: 0, waiting: 0 } } })
  })
})

describe('a closed queue', () => {
  const closePas = async () => {
    const ledger = await openLedger()
    await ledger.closeQueue(label('pas'), { n: 28, wrong: 8 })
    await ledger.close()
  }

  it('is a fault of check, its mail goes to people, and a person opens it for a reason', async () => {
    await closePas()
    const checked = await place.run('check')
    expect(checked.code).toBe(1)
    expect(checked.out.join('\n')).toContain('postfordeler queue open pas --why')
    await place.run('route', '--once')
    const listed = (await place.run('review', 'list', '--json')).json() as {
      mailId: string
      reason: unknown
    }[]
    const id = await idOf('pas')
    expect(listed.find(({ mailId }) => mailId === id)?.reason).toEqual({ kind: 'queue-closed' })
    expect((await place.run('queue', 'closed')).out.join('\n')).toContain('CLOSED')

    expect((await place.run('queue', 'open', 'pas')).code).toBe(2)
    expect((await place.run('queue', 'open', 'pas', '--why', 'ny model')).code).toBe(0)
    const again = await place.run('queue', 'open', 'pas', '--why', 'ny model')
    expect([again.code, again.notes[0]]).toEqual([1, 'error: The queue "pas" is not closed.'])
    expect((await place.run('check')).code).toBe(0)
  })

  it('may be closed by a person too, for a reason that is shown', async () => {
    expect((await place.run('queue', 'close', 'pas')).code).toBe(2)
    expect((await place.run('queue', 'close', 'pas', '--why', 'nyt system')).code).toBe(0)
    expect((await place.run('queue', 'close', 'pas', '--why', 'igen')).notes[0]).toContain('closed already')
    expect((await place.run('queue', 'closed')).out.join('\n')).toContain('CLOSED by birthe: nyt system')
    expect((await place.run('check')).out.join('\n')).toContain('is closed by birthe: nyt system')
    await place.run('route', '--once')
    const listed = (await place.run('review', 'list', '--json')).json() as { mailId: string }[]
    expect(listed.map(({ mailId }) => mailId)).toContain(await idOf('pas'))
    const rows = (await place.run('audit')).out.join('\n')
    expect(rows).toContain('birthe  queue-closed')
  })

  it('filing by threads is closed and opened in the same way', async () => {
    expect((await place.run('queue', 'close', '--why', 'prøve')).code).toBe(2)
    expect((await place.run('queue', 'close', 'pas', '--threads', '--why', 'prøve')).code).toBe(2)
    expect((await place.run('queue', 'close', '--threads', '--why', 'prøve')).code).toBe(0)
    expect((await place.run('queue', 'close', '--threads', '--why', 'x')).notes[0]).toContain(
      'closed already',
    )
    expect((await place.run('queue', 'closed')).out.join('\n')).toContain('CLOSED by birthe: prøve')
    expect((await place.run('check')).out.join('\n')).toContain(
      'Filing by threads is closed by birthe: prøve',
    )
    expect((await place.run('queue', 'open', '--threads', '--why', 'slut')).code).toBe(0)
    const again = await place.run('queue', 'open', '--threads', '--why', 'slut')
    expect([again.code, again.notes[0]]).toEqual([1, 'error: Filing by threads is not closed.'])
    expect((await place.run('stats')).out.join('\n')).toContain('Filed by threads: none answered yet.')
  })

  it('is asked about under its own word', async () => {
    const refused = await place.run('fuse', 'list')
    expect([refused.code, refused.notes.at(-1)]).toEqual([2, 'hint: write: postfordeler queue closed|open'])
    expect((await place.run('fuse', 'open', 'pas', '--why', 'x')).code).toBe(2)
  })
})

describe('corrections', () => {
  it('are listed, accepted by number or all, and learnt from only then', async () => {
    await place.run('route', '--once')
    await place.run('review', 'answer', await idOf('review'), 'pas')
    const list = (await place.run('corrections', 'list', '--json')).json() as { id: number; label: string }[]
    expect(list).toMatchObject([{ label: 'pas', source: 'answer', state: 'quarantined' }])
    expect((await place.run('corrections', 'list')).out.join('\n')).toContain('answered by birthe')
    const number = String(list[0]?.id)

    const data = join(place.dir, 'history.jsonl')
    const lines = Array.from({ length: 24 }, (_, at) =>
      at % 2 === 0
        ? { id: `p${at}`, label: 'pas', text: `fornyelse af pas nummer ${at}` }
        : { id: `b${at}`, label: 'parkering', text: `bøde for parkering nummer ${at}` },
    )
    await writeFile(data, lines.map((line) => JSON.stringify(line)).join('\n'))
    const learn = async () =>
      (await place.run('train', '--data', data, '--corrections', '--json')).json() as Record<string, unknown>
    expect(await learn()).toMatchObject({ n: 24, corrections: 0 })
    expect((await place.run('corrections', 'accept', number, '77', '--json')).json()).toEqual({
      ...{ verdict: 'accepted', changed: [Number(number)], unchanged: [77] },
    })
    expect(await learn()).toMatchObject({ n: 25, corrections: 1 })
    await place.run('corrections', 'reject', number)
    expect(await learn()).toMatchObject({ n: 24, corrections: 0 })
  })

  it.each([['accept'], ['accept', 'abc'], ['list', '--state', 'lost']])(
    'corrections %s %s is a slip, and says what to write',
    async (...args) => {
      const ran = await place.run('corrections', ...args.filter((arg) => arg !== undefined))
      expect([ran.code, ran.notes.some((note) => note.startsWith('hint:'))]).toEqual([2, true])
    },
  )
})

describe('a challenger', () => {
  it('is compared with the one in use, and decides nothing', async () => {
    await configure({ challenger: trained.modelId })
    await place.run('route', '--once')
    const { challengers } = (await place.run('stats', '--json')).json() as { challengers: unknown[] }
    expect(challengers).toMatchObject([{ modelId: trained.modelId, mails: 3, agree: 3 }])
    expect((await place.run('stats')).out.join('\n')).toContain(`Challenger ${trained.modelId} beside`)
  })

  it('that is not there is told, and mail is decided all the same', async () => {
    await configure({ challenger: '20200101-000000-00000000' })
    const ran = await place.run('route', '--once', '--json')
    expect(ran.code).toBe(0)
    expect(ran.notes.join('\n')).toContain('No challenger runs beside the model in use')
  })
})

it('promote asks for a reason when it is forced, and for force when there is a reason', async () => {
  expect((await place.run('promote', trained.modelId, '--force')).code).toBe(2)
  expect((await place.run('promote', trained.modelId, '--why', 'x')).code).toBe(2)
  const promoted = await place.run('promote', trained.modelId)
  expect([promoted.code, promoted.out.join('\n')]).toEqual([0, expect.stringContaining('tried on no mail')])
})
