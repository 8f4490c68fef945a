// The commands of the desk: who is asked for, what they may do, and what they are told.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { label } from '../../../src/ids.js'
import type { RawMail } from '../../../src/journey.js'
import type { DecisionEntry } from '../../../src/ledger/contract/decisions.js'
import type { Ledger } from '../../../src/ledger/contract/ledger.js'
import { createLedger } from '../../../src/ledger/create-ledger.js'
import type { PersonRole } from '../../../src/roles.js'
import {
  askAPerson,
  auditedOf,
  decided,
  parsedMail,
  placed,
  rawMail,
  routeTo,
} from '../../contracts/ledger-samples.js'
import { run } from './fake-io.js'

const [pas, parkering] = [label('pas'), label('parkering')]
const waits = (guess = pas) => ({ decision: askAPerson({ guess }), deliveries: [], review: true })

let dir: string
let ledger: Ledger
let uid = 0
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'postfordeler-desk-commands-'))
  await writeFile(
    join(dir, 'postfordeler.yml'),
    `queues: { pas: { name: Pas }, parkering: { name: Parkering } }\ndatabase: { url: "sqlite:${dir}/ledger.db" }\n`,
  )
  ledger = await createLedger(`sqlite:${dir}/ledger.db`)
})
afterEach(async () => {
  await ledger.close()
  await rm(dir, { recursive: true, force: true })
})

const command = (...args: readonly string[]) => run([...args, '--config', join(dir, 'postfordeler.yml')])
async function add(text: string, changes: Partial<DecisionEntry> = {}): Promise<RawMail> {
  const raw = rawMail(text, placed(++uid))
  await decided(ledger, raw, { parsed: parsedMail(raw, { subject: `Emne ${text}` }), ...changes })
  return raw
}
const account = (name: string, roles: readonly PersonRole[], departments?: (typeof pas)[]) =>
  ledger.accounts.add({ name, displayName: name, roles, departments, passwordHash: 'x' }, 'test')
const standing = async ({ id }: RawMail) => (await ledger.mail(id))?.decision

describe('who is at the terminal', () => {
  it('is the user of the machine, a caseworker of all departments as long as there is no account of the name', async () => {
    const raw = await add('a', waits(parkering))
    expect((await command('review', 'answer', raw.id, 'pas')).code).toBe(0)
    expect(await standing(raw)).toMatchObject({ actor: { kind: 'person', name: 'birthe' } })
  })

  it('has the roles and departments of their account', async () => {
    await account('birthe', ['caseworker'], [pas])
    const [own, foreign] = [await add('own', waits()), await add('foreign', waits(parkering))]
    const list = (await command('review', 'list', '--json')).json()
    expect(list).toMatchObject([{ mailId: own.id }])
    const unknown = await command('review', 'show', 'ffffffff')
    for (const args of [
      ['review', 'show', foreign.id.slice(0, 8)],
      ['review', 'answer', foreign.id.slice(0, 8), 'pas'],
      ['review', 'move', foreign.id.slice(0, 8), 'pas'],
      ['review', 'later', foreign.id.slice(0, 8), '2h'],
      ['review', 'undo', foreign.id.slice(0, 8)],
      ['explain', foreign.id.slice(0, 8)],
      ['unroute', foreign.id.slice(0, 8)],
    ]) {
      const { code, out, notes } = await command(...args)
      expect({ args, code, out }).toEqual({ args, code: 1, out: [] })
      expect(notes.map((note) => note.replace(foreign.id.slice(0, 8), 'ffffffff'))).toEqual(unknown.notes)
    }
    expect(await auditedOf(ledger, foreign)).toEqual(['received', 'decided'])
    expect((await command('review', 'show', foreign.id, '--by', 'lise')).code).toBe(0) // who has no account
  })

  it.each([
    ['a role that may not', 'birthe', 'error: birthe may not do this'],
    ['a closed account', 'carl', 'error: The account "carl" is closed.'],
    ["the program's own name", 'program', 'error: "program" is no name of a person.'],
  ])('%s is refused, and nothing is changed', async (_, by, told) => {
    await account('birthe', ['admin', 'auditor'])
    await account('carl', ['caseworker'])
    await ledger.accounts.change('carl', { isActive: false }, 'test')
    const raw = await add('a', waits())
    for (const args of [
      ['review', 'list'],
      ['review', 'show', raw.id],
      ['queue', 'take', 'pas'],
      ['explain', raw.id],
    ]) {
      const { code, out, notes } = await command(...args, '--by', by)
      expect([code > 0, out]).toEqual([true, []])
      expect(notes[0]).toContain(told)
    }
    expect(await auditedOf(ledger, raw)).toEqual(['received', 'decided'])
  })

  it('works in the queues of their departments, and is told that another is not theirs', async () => {
    await account('birthe', ['caseworker'], [pas])
    for (const args of [
      ['queue', 'list', 'parkering'],
      ['queue', 'take', 'parkering'],
      ['queue', 'done', 'parkering', '1'],
    ]) {
      const { code, notes } = await command(...args)
      expect([code, notes[0]]).toEqual([1, 'error: The queue "parkering" is not one of birthe\'s.'])
    }
    expect((await command('queue', 'list', 'pas', '--json')).json()).toEqual([])
  })
})

describe('a mail that is shown', () => {
  it('leaves a line in the audit log, and a claim that others see', async () => {
    const raw = await add('a', waits())
    const shown = (await command('review', 'show', raw.id, '--json')).json()
    expect(shown).toMatchObject({
      ...{ id: raw.id, account: 'borgerservice', state: 'decided', subject: 'Emne a' },
      decision: { decision: { kind: 'review', guess: 'pas' }, actor: { kind: 'program' } },
      review: { mailId: raw.id, version: 1, state: 'open', guess: 'pas', claim: { by: 'birthe' } },
    })
    expect(await auditedOf(ledger, raw)).toEqual(['received', 'decided', 'viewed'])
    expect((await command('review', 'show', raw.id, '--by', 'carl')).out.join('\n')).toContain(
      'birthe has it open',
    )
    expect((await command('review', 'list', '--by', 'carl')).out.join('\n')).toContain('birthe')
  })

  it('has its queue and its parts in the JSON of its decision', async () => {
    const raw = await add('a')
    const decision = { kind: 'route', queue: 'pas', parts: [{ queue: 'pas' }] }
    expect((await command('review', 'show', raw.id, '--json')).json()).toMatchObject({
      decision: { decision },
    })
    expect((await command('explain', raw.id, '--json')).json()).toMatchObject({ decisions: [{ decision }] })
    expect(await auditedOf(ledger, raw)).toEqual(['received', 'decided', 'viewed', 'viewed'])
  })

  it('of the blind sample tells nowhere where it was filed', async () => {
    const raw = await add('blind', { isBlind: true, review: true })
    for (const args of [
      ['review', 'list'],
      ['review', 'show', raw.id],
      ['explain', raw.id],
      ['unroute', raw.id, '--dry-run'],
      ['unroute', '--since', '1d', '--dry-run'],
    ])
      for (const more of [[], ['--json']]) {
        const said = (await command(...args, ...more)).out.join('\n').replaceAll('mit pas', '')
        expect(said, args.join(' ')).not.toMatch(/\bpas\b|confident|sure enough|0\.97/)
        expect(said.length).toBeGreaterThan(10)
      }
  })
})

describe('what a person decides', () => {
  it('"udenfor" is "not ours" as on the page, and "none" says why', async () => {
    const [outside, spam] = [await add('a', waits()), await add('b', waits())]
    await command('review', 'answer', outside.id, 'udenfor')
    await command('review', 'answer', spam.id, 'none', '--not-ours', 'spam')
    expect(await standing(outside)).toMatchObject({ decision: { because: { notOurs: 'another-authority' } } })
    expect(await standing(spam)).toMatchObject({ decision: { because: { notOurs: 'spam' } } })
  })

  it('is put off, listed as that, and brought back', async () => {
    const raw = await add('a', waits())
    const put = (await command('review', 'later', raw.id, '2h', '--json')).json() as { until: string }
    expect(Date.parse(put.until) - Date.now()).toBeGreaterThan(7_000_000)
    expect((await command('review', 'list')).out).toEqual(['Nothing waits for a person.'])
    expect((await command('review', 'list', '--later', '--json')).json()).toMatchObject([
      { mailId: raw.id, later: { until: put.until, by: 'birthe' } },
    ])
    expect((await command('review', 'undo', raw.id, '--json')).json()).toMatchObject({ kind: 'undone' })
    expect((await command('review', 'list', '--json')).json()).toMatchObject([{ mailId: raw.id }])
    const past = await command('review', 'later', raw.id, '2000-01-01')
    expect([past.code, past.notes[0]]).toEqual([2, 'error: That moment has passed.'])
  })

  it('is moved when it is filed, and taken back', async () => {
    const raw = await add('a', { decision: routeTo(pas) })
    expect((await command('review', 'move', raw.id, 'parkering', '--json')).json()).toEqual({
      ...{ mailId: raw.id, queue: 'parkering', by: 'birthe', filed: true },
    })
    expect((await command('review', 'undo', raw.id)).out).toEqual(['taken back, to pas.'])
    expect(await standing(raw)).toMatchObject({ decision: { kind: 'route', parts: [{ queue: pas }] } })
  })

  it('many alike are answered in one go, after a look at which', async () => {
    const [a, b] = [await add('a', waits()), await add('b', waits())]
    const other = await add('c', waits(parkering))
    const args = ['review', 'answer', a.id, 'confirm', '--like', 'suggestion', '--json']
    const dry = (await command(...args, '--dry-run')).json()
    expect(dry).toMatchObject([{ mailId: a.id }, { mailId: b.id }])
    expect((await command('review', 'list', '--json')).json()).toHaveLength(3)
    expect((await command(...args)).json()).toMatchObject([
      { kind: 'recorded', mailId: a.id, queue: 'pas', by: 'birthe', filed: true },
      { kind: 'recorded', mailId: b.id, queue: 'pas' },
    ])
    expect((await command('review', 'list', '--json')).json()).toMatchObject([{ mailId: other.id }])
  })

  it.each([
    [
      'confirming without a suggestion',
      ['answer', 'ID', 'confirm'],
      2,
      'error: This mail has no suggestion to confirm.',
    ],
    [
      'why not ours, of a queue',
      ['answer', 'ID', 'pas', '--not-ours', 'spam'],
      2,
      'error: --not-ours goes with "none".',
    ],
    ['a dry run of one', ['answer', 'ID', 'pas', '--dry-run'], 2, 'error: --dry-run goes with --like.'],
    ['nothing to take back', ['undo', 'ID'], 2, 'error: There is nothing to take back.'],
  ])('%s is refused in words', async (_, args, code, told) => {
    const raw = await add('a', { ...waits(), decision: askAPerson({ guess: undefined }) })
    const ran = await command('review', ...args.map((arg) => (arg === 'ID' ? raw.id : arg)))
    expect([ran.code, ran.notes[0]]).toEqual([code, told])
    expect(await ledger.decisions(raw.id)).toHaveLength(1)
  })
})
