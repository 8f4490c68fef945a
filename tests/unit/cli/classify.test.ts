import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { mailIdOf } from '../../../src/ids.js'
import { makeWorkplace, trainModels, type Workplace } from './cli-harness.js'
import { run } from './fake-io.js'

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

const lineOf = (value: unknown) => `${JSON.stringify(value)}\n`
const passport = 'Hej mit pas udløber hvad gør jeg'

/** The answers to some lines. */
async function answersTo(lines: readonly unknown[], ...args: readonly string[]) {
  const { out } = await place.runWith(lines.map(lineOf), 'classify', ...args)
  return out.map((line) => JSON.parse(line))
}

const writeConfig = (more: Readonly<Record<string, unknown>>) =>
  writeFile(
    place.configFile,
    stringify({
      mailboxes: [{ name: 'borgerservice', path: 'eml:inbox', mode: 'auto' }],
      queues: { pas: { name: 'Pas' }, parkering: { name: 'Parkering' } },
      ...more,
    }),
  )

describe('an answer', () => {
  it('says where the mail is filed, why, and by which model', async () => {
    const [answer] = await answersTo([{ id: 'a', text: passport }])
    expect(answer).toMatchObject({
      ...{ id: 'a', decision: 'route', queue: 'pas', parts: [{ queue: 'pas' }], becauseKind: 'confident' },
      ...{ mustSee: [], modelId: place.modelId, novelty: expect.any(Number) },
      because: expect.stringMatching(/^The program is confident: \d/),
    })
    expect(answer.probability).toBe(answer.ranked[0].probability)
    expect(answer).not.toHaveProperty('mail')
  })

  it('says why in Danish when it is asked to', async () => {
    const [answer] = await answersTo([{ text: passport }], '--lang', 'da')
    expect(answer.because).toMatch(/^Programmet er sikkert nok: \d+,\d %, og/)
  })

  it('of mail in a language that nothing may be filed in is for a person', async () => {
    const [answer] = await answersTo([
      { text: 'Bonjour, je voudrais savoir comment je peux obtenir une carte pour mes enfants.' },
    ])
    expect(answer).toMatchObject({ decision: 'review', parts: [], becauseKind: 'unknown-language' })
  })

  it('names what a person must see, with the words that say it', async () => {
    const text = `${passport}. Jeg søger aktindsigt i sagen.`
    const [answer] = await answersTo([{ text }])
    expect(answer.mustSee).toEqual([
      { kind: 'access-to-documents', words: [expect.stringMatching(/^aktindsigt/)] },
    ])
  })

  it('with --parsed holds what was read', async () => {
    const [answer] = await answersTo(
      [
        {
          ...{ subject: 'SV: Pas', body: `${passport}\n\nMed venlig hilsen\nBirthe Holm` },
          ...{ from: 'Birthe Holm <Birthe@borger.example>', to: 'post@kk.example' },
          date: '2025-03-04T10:12:00+01:00',
        },
      ],
      '--parsed',
    )
    expect(answer.mail).toEqual({
      ...{ subject: 'SV: Pas', from: { name: 'Birthe Holm', address: 'birthe@borger.example' } },
      ...{ date: '2025-03-04T09:12:00.000Z', language: 'da', automatic: null, signs: [] },
      ...{ troubles: ['no-message-id'], attachments: [], own: passport },
      ...{ signature: 'Med venlig hilsen\nBirthe Holm', quoted: '', forwarded: '' },
    })
  })

  it('of a line with little in it has empty texts and no sender', async () => {
    const [answer] = await answersTo([{ text: '' }], '--parsed')
    expect(answer).toMatchObject({ decision: 'review', becauseKind: 'unreadable' })
    expect(answer.mail).toMatchObject({ from: null, date: null, own: '', quoted: '' })
  })
})

describe('a mail is decided as the configuration has it', () => {
  it('by a rule on its sender', async () => {
    await writeConfig({ rules: [{ name: 'firma', when: { from: '*@firma.example' }, queue: 'parkering' }] })
    const lines = [
      { text: passport, from: 'Bo <bo@firma.example>' },
      { text: passport, from: { name: 'Bo', address: 'bo@andet.example' } },
    ]
    expect((await answersTo(lines)).map(({ queue, becauseKind }) => [queue, becauseKind])).toEqual([
      ['parkering', 'rule'],
      ['pas', 'confident'],
    ])
  })

  it('in the mode of the mailbox that is named, of which there must be one', async () => {
    const path = 'eml:inbox'
    await writeConfig({
      mailboxes: [
        { name: 'first', path, mode: 'auto' },
        { name: 'second', path, mode: 'suggest' },
      ],
    })
    const lines = [{ text: passport }]
    expect(await answersTo(lines)).toMatchObject([{ decision: 'route' }])
    expect(await answersTo(lines, '--mailbox', 'second')).toMatchObject([
      { decision: 'review', queue: 'pas', becauseKind: 'suggest-mode' },
    ])
    const none = await place.runWith(lines.map(lineOf), 'classify', '--mailbox', 'third')
    expect(none.code).toBe(2)
    expect(none.notes.join('\n')).toContain('"first", "second"')
  })

  it('into its own queues, not into all that the model knows', async () => {
    await writeConfig({ queues: { parkering: { name: 'Parkering' } } })
    expect(await answersTo([{ text: passport }])).toMatchObject([
      { decision: 'review', becauseKind: 'no-promise' },
    ])
  })

  it('and without one by the model and its queues', async () => {
    const model = join(place.models, place.modelId)
    const { out } = await run(['classify', '--model', model], { stdin: [lineOf({ text: passport })] })
    expect(JSON.parse(out[0] ?? '')).toMatchObject({ decision: 'route', queue: 'pas' })
  })
})

describe('a whole mail', () => {
  const ownCopy = [
    'From: Borgerservice <post@kk.example>',
    'To: Bo <bo@borger.example>',
    'Message-ID: <copy@kk.example>',
    'Date: Tue, 04 Mar 2025 10:12:00 +0100',
    'Subject: Dit pas',
    'Content-Type: text/plain; charset=utf-8',
    '',
    passport,
  ].join('\r\n')

  it('is taken in base64 in a line, as from a file', async () => {
    const file = join(place.inbox, 'pas.eml')
    const raw = (await readFile(file)).toString('base64')
    const [line] = await answersTo([{ id: file, raw }], '--parsed')
    const { out } = await place.run('classify', file, '--parsed')
    expect(line).toEqual(JSON.parse(out[0] ?? ''))
    expect(line).toMatchObject({ decision: 'route', queue: 'pas', mail: { own: passport } })
  })

  it('that is no base64 is a fault of its line', async () => {
    expect(await answersTo([{ id: 'x', raw: 'ikke æøå' }])).toEqual([
      { id: 'x', error: { code: 'LINE_INVALID', message: 'Line 1: "raw" is not base64.' } },
    ])
  })

  it('from an address that is given as our own is left alone, with its sign first', async () => {
    const file = join(place.dir, 'copy.eml')
    await writeFile(file, ownCopy)
    const of = async (...args: readonly string[]) =>
      JSON.parse((await place.run('classify', file, '--parsed', ...args)).out[0] ?? '')
    expect(await of()).toMatchObject({ decision: 'route', mail: { automatic: null } })
    expect(await of('--own-address', 'x@kk.example', '--own-address', 'Post@KK.example')).toMatchObject({
      ...{ decision: 'leave', queue: null, parts: [], becauseKind: 'automatic-mail' },
      mail: { automatic: 'own-copy', signs: ['own-address'] },
    })
  })
})

describe('explain --json', () => {
  it('tells the decision in the same words as classify, beside the history', async () => {
    const file = join(place.inbox, 'pas.eml')
    await place.run('route', '--once', '--source', `eml:${place.inbox}`)
    const { out } = await place.run('classify', file, '--parsed')
    const { id: _, mail, ...classified } = JSON.parse(out[0] ?? '')
    const explained = (await place.run('explain', file, '--json', '--parsed')).json()
    expect(explained).toMatchObject({ ...classified, id: mailIdOf(await readFile(file)), mail })
    expect(explained).toMatchObject({ decisions: [{ decision: { kind: 'route' } }] })
    const without = (await place.run('explain', file, '--json')).json() as { mail: object }
    expect(without.mail).not.toHaveProperty('own')
  })
})
