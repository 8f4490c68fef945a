import { existsSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { mailIdOf } from '../../../src/ids.js'
import { mailBytes } from '../mailbox-harness.js'
import { makeWorkplace, trainModels, type Workplace } from './cli-harness.js'

let trained: Awaited<ReturnType<typeof trainModels>>
beforeAll(async () => {
  trained = await trainModels()
})
afterAll(() => trained.remove())

let place: Workplace
beforeEach(async () => {
  place = await makeWorkplace(trained)
})
afterEach(() => place.remove())

const idOf = async (name: string) => mailIdOf(await readFile(join(place.inbox, `${name}.eml`)))
const source = () => ['--source', `eml:${place.inbox}`] as const

interface Decided {
  readonly id: string
  readonly decision: string
  readonly queue?: string
}

describe('route --dry-run', () => {
  it('tells each decision as a line of JSON, and changes nothing anywhere', async () => {
    const before = await readdir(place.dir, { recursive: true })
    const { code, out } = await place.run('route', '--once', '--dry-run', '--json', ...source())
    expect(code).toBe(0)
    const rows: readonly Decided[] = out.map((line) => JSON.parse(line))
    expect(rows.map(({ decision, queue }) => [decision, queue])).toEqual([
      ['route', 'parkering'],
      ['route', 'pas'],
      ['review', undefined],
    ])
    expect(await readdir(place.dir, { recursive: true })).toEqual(before)
  })

  it('tells it for people as well', async () => {
    const { out } = await place.run('route', '--dry-run', ...source())
    expect(out.at(-1)).toMatch(/^3 mails in eml:.*; nothing was changed\.$/)
  })

  it('records no mail where there is a ledger already', async () => {
    await place.run('stats')
    await place.run('route', '--dry-run')
    expect((await place.run('stats', '--json')).json()).toMatchObject({ mails: 0, polls: [] })
  })

  it('names a damaged model, and the file of it', async () => {
    await writeFile(join(place.models, place.modelId, 'weights.bin'), 'nonsense')
    const { code, out, notes } = await place.run('route', '--once', ...source())
    expect({ code, out }).toEqual({ code: 1, out: [] })
    expect(notes.join('\n')).toMatch(/weights\.bin/)
    expect(notes.join('\n')).toContain('hint:')
  })
})

describe('route --once', () => {
  it('reports one JSON document, and a second pass does nothing', async () => {
    const args = ['route', '--once', '--json', ...source()]
    expect((await place.run(...args)).json()).toMatchObject({
      account: `eml:${place.inbox}`,
      mode: 'auto',
      received: 3,
      decided: { route: 2, review: 1, leave: 0 },
      failed: [],
      delivered: { done: 2, unreachable: [] },
    })
    expect((await place.run(...args)).json()).toMatchObject({ received: 0, delivered: { done: 0 } })
    expect(existsSync(join(place.inbox, 'pas.eml'))).toBe(true)
  })

  it('in shadow mode files nothing and asks nobody', async () => {
    await place.run('route', '--once', '--mode', 'shadow', ...source())
    expect((await place.run('review', 'list', '--json')).json()).toEqual([])
    expect((await place.run('queue', 'list', '--json')).json()).toEqual([])
  })

  it('of a mailbox that is not configured names those that are', async () => {
    const { code, notes } = await place.run('route', '--once', '--mailbox', 'pas')
    expect(code).toBe(2)
    expect(notes.join('\n')).toContain('"borgerservice"')
  })

  it('gives every mailbox its turn, though one fails', async () => {
    const config = await readFile(place.configFile, 'utf8')
    const dead =
      '  - name: dead\n    mode: auto\n    imap: { host: 127.0.0.1, port: 1, tls: false, user: x, passwordFile: pw }\n'
    await writeFile(join(place.dir, 'pw'), 'x', { mode: 0o600 })
    await writeFile(place.configFile, config.replace('mailboxes:\n', `mailboxes:\n${dead}`))
    const { code, out, notes } = await place.run('route', '--once', '--json')
    expect(code).toBe(1)
    expect(out.map((line) => JSON.parse(line).account)).toEqual(['borgerservice'])
    expect(notes.join('\n')).toContain('127.0.0.1:1')
  })
})

describe('the commands after a pass', () => {
  beforeEach(async () => {
    await place.run('route', '--once', ...source())
  })

  it('review list, show and answer: a person files a mail, and a second one is told who was first', async () => {
    const id = await idOf('review')
    const list = await place.run('review', 'list', '--json')
    expect(list.json()).toMatchObject([{ mailId: id, reason: { kind: 'unknown-language', language: 'fr' } }])
    expect((await place.run('review', 'list')).out.join('\n')).toContain(id.slice(0, 12))

    const shown = (await place.run('review', 'show', id.slice(0, 12))).out.join('\n')
    expect(shown).toContain('carte de bibliothèque')
    expect(shown).toContain('On the review list. It is written in a language')
    expect((await place.run('review', 'show', id, '--json')).json()).toMatchObject({
      id,
      review: { version: 1 },
    })

    const answered = await place.run('review', 'answer', id, 'pas', '--by', 'ane', '--json')
    expect(answered.json()).toEqual({ mailId: id, queue: 'pas', by: 'ane', filed: true })
    const again = await place.run('review', 'answer', id, 'parkering')
    expect(again.code).toBe(1)
    expect(again.notes.join('\n')).toContain('ane')
    expect((await place.run('review', 'list')).out).toEqual(['Nothing waits for a person.'])
    expect((await place.run('queue', 'list', 'pas', '--json')).json()).toHaveLength(2)
  })

  it('review answer none leaves the mail where it is, under the name of whoever works here', async () => {
    const answered = await place.run('review', 'answer', await idOf('review'), 'none', '--json')
    expect(answered.json()).toMatchObject({ queue: null, by: 'birthe' })
    expect((await place.run('stats', '--json')).json()).toMatchObject({ byKind: { route: 2, leave: 1 } })
  })

  it('review answer refuses a queue that is none, and guesses the slip', async () => {
    const { code, notes } = await place.run('review', 'answer', await idOf('review'), 'parkerin')
    expect(code).toBe(2)
    expect(notes.join('\n')).toMatch(/did you mean "parkering"\?/)
  })

  it('review answer refuses a mail that waits for nobody', async () => {
    const { code, notes } = await place.run('review', 'answer', await idOf('pas'), 'pas')
    expect(code).toBe(1)
    expect(notes.join('\n')).toContain('not on the review list')
  })

  it('queue list, take and done: a department works its queue off', async () => {
    const [count] = (await place.run('queue', 'list', '--json')).json() as { label: string; ready: number }[]
    expect(count).toMatchObject({ label: 'parkering', ready: 1 })
    const taken = (await place.run('queue', 'take', 'pas', '--json')).json() as { id: number }
    expect(taken).toMatchObject({ mailId: await idOf('pas'), state: 'taken', takenBy: 'birthe' })
    expect((await place.run('queue', 'take', 'pas', '--json')).json()).toBeNull()
    expect((await place.run('queue', 'take', 'pas')).out).toEqual(['Nothing waits in pas.'])
    const elsewhere = await place.run('queue', 'done', 'parkering', String(taken.id))
    expect(elsewhere.code).toBe(1)
    const done = await place.run('queue', 'done', 'pas', String(taken.id), '--json')
    expect(done.json()).toEqual({ item: taken.id, state: 'done' })
    expect((await place.run('queue', 'done', 'pas', String(taken.id))).code).toBe(1)
    expect((await place.run('queue', 'list', 'pas', '--json')).json()).toEqual([])
  })

  it.each(['constructor', 'skat'])('queue list %s is no queue', async (name) => {
    const { code, notes } = await place.run('queue', 'list', name)
    expect(code).toBe(2)
    expect(notes.join('\n')).toContain('The queues are: pas, parkering.')
  })

  it.each([
    { named: 'its file', name: async () => join(place.inbox, 'pas.eml') },
    { named: 'the first digits of its id', name: async () => (await idOf('pas')).slice(0, 8) },
    { named: 'its Message-ID', name: async () => '<pas@example.dk>' },
  ])('explain tells why a mail is where it is, by $named', async ({ name }) => {
    const id = await idOf('pas')
    const { code, out } = await place.run('explain', await name())
    expect(code).toBe(0)
    expect(out[0]).toBe(`Mail ${id}`)
    expect(out.join('\n')).toMatch(/filed in pas, by the program, model [\s\S]*The program is confident/)
    const story = (await place.run('explain', await name(), '--json')).json()
    expect(story).toMatchObject({ mail: { id }, decisions: [{ decision: { parts: [{ queue: 'pas' }] } }] })
  })

  it.each(['00', '<nobody@example.dk>', 'models'])(
    'explain %s finds no mail, and says how to name one',
    async (name) => {
      const { code, notes } = await place.run('explain', name)
      expect(code).toBe(1)
      expect(notes.join('\n')).toContain('hint: Give the first digits of its id')
    },
  )

  it('stats tells the three numbers that belong together', async () => {
    expect((await place.run('stats', '--json')).json()).toMatchObject({
      mails: 3,
      waiting: 1,
      undelivered: 0,
      share: { filedAlone: 2 / 3, toPeople: 1 / 3, overridden: 0 },
    })
    expect((await place.run('stats')).out[0]).toMatch(/^3 mails: 2 filed alone \(66\.7 %\)/)
    expect((await place.run('stats', '--since', '1h', '--json')).json()).toMatchObject({ mails: 3 })
    expect((await place.run('stats', '--since', '2999-01-01', '--json')).json()).toMatchObject({ mails: 0 })
    expect((await place.run('stats', '--since', 'lately')).code).toBe(2)
  })

  it('audit is the trail as JSON lines, newest first, without a word of the mails', async () => {
    const { out } = await place.run('audit', '--json', '--mail', join(place.inbox, 'pas.eml'))
    const rows: readonly { action: string; actor: string }[] = out.map((line) => JSON.parse(line))
    expect(rows.map(({ action }) => action)).toEqual(['delivered', 'queued', 'decided', 'received'])
    expect((await place.run('audit', '--limit', '2')).out).toHaveLength(2)
    const all = (await place.run('audit', '--json')).out.join('\n')
    expect(all).not.toMatch(/@|udløber|Fornyelse/)
  })
})

describe('classify', () => {
  const line = (id: string, text: string) => `${JSON.stringify({ id, text })}\n`

  it('answers in input order, and a bad line is one line of the answer', async () => {
    const input = [line('a', 'mit pas udløber'), 'nonsense\n', line('b', 'bøde for parkering'), '{"id":1}\n']
    const { code, out, notes } = await place.runWith(input, 'classify')
    const rows = out.map((text) => JSON.parse(text))
    expect(rows.map(({ id, queue }) => [id, queue])).toEqual([
      ['a', 'pas'],
      ['2', undefined],
      ['b', 'parkering'],
      ['4', undefined],
    ])
    expect(rows[1].error).toEqual({
      code: 'LINE_NOT_JSON',
      message: expect.stringMatching(/^Line 2 is not JSON/),
    })
    expect(rows[0]).toMatchObject({ decision: 'route', modelId: place.modelId, novelty: expect.any(Number) })
    expect(rows[0].ranked).toHaveLength(3)
    expect(code).toBe(1)
    expect(notes.join('\n')).toContain('2 of the inputs could not be read')
  })

  it('takes files, mails and JSON lines, and one that is missing stops no other', async () => {
    const jsonl = join(place.dir, 'some.jsonl')
    await writeFile(jsonl, line('a', 'bøde for parkering'))
    const missing = join(place.dir, 'missing.jsonl')
    const files = [join(place.inbox, 'pas.eml'), missing, join(place.dir, 'no.eml'), jsonl]
    const { code, out } = await place.run('classify', ...files)
    expect(code).toBe(1)
    expect(out.map((text) => JSON.parse(text)).map(({ id, queue }) => [id, queue])).toEqual([
      [files[0], 'pas'],
      [missing, undefined],
      [files[2], undefined],
      ['a', 'parkering'],
    ])
  })

  it('of nothing answers nothing', async () => {
    expect(await place.runWith([], 'classify')).toMatchObject({ code: 0, out: [] })
  })
})

describe('the pointer to the model in use', () => {
  it('is moved by promote and rollback, told by models, and every change is in the trail', async () => {
    const data = join(place.dir, 'data.jsonl')
    const rows = ['pas', 'parkering', 'udenfor'].flatMap((label) =>
      Array.from({ length: 6 }, (_, n) => JSON.stringify({ label, text: `Hej om ${label} nummer ${n}` })),
    )
    await writeFile(data, rows.join('\n'))
    const trained = (await place.run('train', '--data', data, '--json')).json() as { modelId: string }
    expect((await place.run('promote', trained.modelId, '--json')).json()).toMatchObject({
      from: place.modelId,
      to: trained.modelId,
    })
    const models = (await place.run('models', '--json')).json() as { modelId: string; isCurrent: boolean }[]
    expect(models.find(({ isCurrent }) => isCurrent)?.modelId).toBe(trained.modelId)
    expect((await place.run('rollback')).out).toEqual([
      `In use: ${place.modelId} (before: ${trained.modelId})`,
      'A service that runs takes it up within seconds.',
    ])
    const { out } = await place.run('audit', '--json')
    expect(out.map((line) => JSON.parse(line))).toMatchObject([
      { action: 'rolled-back', actor: 'birthe', details: { from: trained.modelId, to: place.modelId } },
      { action: 'promoted', actor: 'birthe' },
    ])
    expect((await place.run('promote', 'nonsense')).code).toBe(1)
  })
})

describe('what came in twice', () => {
  it('is one mail in two places', async () => {
    await writeFile(join(place.inbox, 'pas-again.eml'), await readFile(join(place.inbox, 'pas.eml')))
    await writeFile(
      join(place.inbox, 'other.eml'),
      mailBytes({ id: 'other', text: 'Hej mit pas udløber hvad gør jeg' }),
    )
    const report = (await place.run('route', '--once', '--json', ...source())).json()
    expect(report).toMatchObject({ received: 4, delivered: { done: 3 } })
    const { mail } = (await place.run('explain', await idOf('pas'), '--json')).json() as {
      mail: { locations: readonly unknown[] }
    }
    expect(mail.locations).toHaveLength(2)
  })
})
