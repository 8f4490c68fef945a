// The way of a new model into use, with real training on small invented mail: what is better passes, what was poisoned does not.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compareLines, runCompare } from '../../../src/cli/commands/compare.js'
import { promoteLines, runPromote } from '../../../src/cli/commands/promote.js'
import { exampleOf } from '../../../src/cli/correction-examples.js'
import { labelledReaders } from '../../../src/cli/model-deps.js'
import { label, type ModelId } from '../../../src/ids.js'
import type { TrainingExample } from '../../../src/journey.js'
import { createLedger } from '../../../src/ledger/create-ledger.js'
import { currentModel, promote } from '../../../src/model/current.js'
import { saveModel } from '../../../src/model/store.js'
import { learn } from '../../../src/train/learn.js'
import { createRandom, type Random } from '../../../src/train/random.js'
import {
  answerEntry,
  answerOf,
  askAPerson,
  decided,
  parsedMail,
  placed,
  rawMail,
} from '../../contracts/ledger-samples.js'
import { mailText, tinyOptions } from '../model/tiny.js'

const words = {
  pas: ['pas', 'passet', 'rejsepas', 'kørekortbillede', 'fornyelse', 'udløber', 'foto', 'rejse'],
  parkering: ['parkering', 'bøde', 'afgift', 'bil', 'licens', 'zone', 'parkeringsplads', 'skilt'],
  vielser: ['vielse', 'bryllup', 'rådhus', 'viet', 'ceremoni', 'vidner', 'attest', 'brudepar'],
}
type Queue = keyof typeof words
const shared = ['hej', 'jeg', 'vil', 'gerne', 'vide', 'hvordan', 'det', 'med', 'min', 'tak', 'kan', 'om']

const pick = <T>(from: readonly T[], random: Random): T => from[Math.floor(random() * from.length)] as T

function mailOf(queue: Queue, id: string, random: Random): TrainingExample {
  const text = Array.from({ length: 14 }, () => pick(random() < 0.3 ? words[queue] : shared, random)).join(
    ' ',
  )
  return { id, label: label(queue), text: mailText(text), date: undefined, language: 'da' }
}

/** 60 %, 35 % and 5 %, as the history; the mail held out has as many of each. */
const history = (random: Random) => [
  ...Array.from({ length: 120 }, (_, at) => mailOf('pas', `pas-${at}`, random)),
  ...Array.from({ length: 70 }, (_, at) => mailOf('parkering', `parkering-${at}`, random)),
  ...Array.from({ length: 10 }, (_, at) => mailOf('vielser', `vielser-${at}`, random)),
]
const heldOut = (random: Random) =>
  (Object.keys(words) as Queue[]).flatMap((queue) =>
    Array.from({ length: 60 }, (_, at) => mailOf(queue, `held-${queue}-${at}`, random)),
  )
const relabel = (example: TrainingExample, queue: Queue): TrainingExample => ({
  ...example,
  label: label(queue),
})

let modelsDir: string
let holdout: string
let live: ModelId
let clock = Date.parse('2025-03-01T10:00:00Z')
const random = createRandom(41)
const genuine = history(random)
const audited: { action: string; details: Record<string, unknown> }[] = []
const deps = {
  readers: labelledReaders,
  audit: async (action: string, _change: unknown, details: Readonly<Record<string, unknown>> = {}) => {
    audited.push({ action, details })
  },
}

async function trained(examples: readonly TrainingExample[], seed = 1): Promise<ModelId> {
  const { draft } = await learn(examples, { ...tinyOptions, seed })
  clock += 60_000
  const { manifest } = await saveModel(modelsDir, draft, new Date(clock))
  return manifest.modelId as ModelId
}

const tryToPromote = (id: string, force?: string) =>
  runPromote({ id, modelsDir, holdout: [holdout], guarantee: tinyOptions.guarantee, force }, deps)

beforeAll(async () => {
  modelsDir = await mkdtemp(join(tmpdir(), 'gate-'))
  holdout = join(modelsDir, 'holdout.jsonl')
  const lines = heldOut(random).map(({ id, label: queue, text }) =>
    JSON.stringify({ id, label: queue, text: text.own }),
  )
  await writeFile(holdout, lines.join('\n'))
  live = await trained(genuine)
  await promote(modelsDir, live)
}, 60_000)
afterAll(() => rm(modelsDir, { recursive: true, force: true }))

describe('comparing and promoting', { timeout: 60_000 }, () => {
  const compareWith = (b: string) =>
    runCompare(
      { a: live, b, data: [holdout], modelsDir },
      { readers: labelledReaders, progress: () => {}, now: () => new Date(), programVersion: 'test' },
    )

  it('the same mail with another seed is no different, and may take over', async () => {
    const other = await trained(genuine, 2)
    const document = await compareWith(other)
    expect(document).toMatchObject({ verdict: 'no-difference', mayPromote: true, n: 180 })
    expect(document.difference.low).toBeLessThanOrEqual(0)
    expect(document.difference.high).toBeGreaterThanOrEqual(0)
    const promoted = await tryToPromote(other)
    expect(promoted).toMatchObject({ from: live, to: other, objections: [], holdout: 180 })
    expect(promoteLines(promoted).join('\n')).toContain('no-difference')
    await promote(modelsDir, live)
  })

  it('a deliberately worse model is called worse and refused; force takes a reason; all of it is on the trail', async () => {
    const garbled = genuine.map((each, at) =>
      at % 4 === 0 ? each : relabel(each, pick(['pas', 'parkering', 'vielser'], random)),
    )
    const worse = await trained(garbled)
    const document = await compareWith(worse)
    expect(document).toMatchObject({ verdict: 'worse', mayPromote: false })
    expect(document.changed.length).toBeGreaterThan(0)
    expect(compareLines(document).at(-1)).toBe('B is worse: do not promote it.')

    audited.length = 0
    await expect(tryToPromote(worse)).rejects.toMatchObject({ code: 'PROMOTE_REFUSED' })
    expect(await currentModel(modelsDir)).toBe(live)
    const forced = await tryToPromote(worse, 'øvelse')
    expect(forced.forced).toBe(true)
    expect(await currentModel(modelsDir)).toBe(worse)
    expect(audited.map(({ action }) => action)).toEqual(['promotion-refused', 'promoted'])
    expect(audited[1]?.details).toMatchObject({ forced: true, why: 'øvelse' })
    expect(audited[0]?.details['objections']).toEqual(audited[1]?.details['objections'])
    await promote(modelsDir, live)
  })
})

describe('poison', { timeout: 120_000 }, () => {
  it('one person who files a small queue wrongly, 5 % of all labels, does not get past the gate', async () => {
    const poisoned = genuine.map((each) => (each.label === 'vielser' ? relabel(each, 'pas') : each))
    await expect(tryToPromote(await trained(poisoned))).rejects.toMatchObject({
      code: 'PROMOTE_REFUSED',
      message: expect.stringContaining('"vielser"'),
    })
  })

  it('5 % wrong labels here and there either do no harm or do not get past the gate', async () => {
    const poisoned = genuine.map((each, at) => (at % 20 === 0 ? relabel(each, 'parkering') : each))
    const id = await trained(poisoned)
    const passed = await tryToPromote(id).catch((error) => error.code as string)
    if (typeof passed === 'object') expect(['better', 'no-difference']).toContain(passed.verdict)
    else expect(passed).toBe('PROMOTE_REFUSED')
    await promote(modelsDir, live)
  })

  const stuffed = (at: number) => relabel(mailOf('parkering', `stuffed-${at}`, random), 'pas')

  it('500 mails stuffed in by one sender do not get past the gate, had they all been accepted', async () => {
    const poisoned = [...genuine, ...Array.from({ length: 500 }, (_, at) => stuffed(at))]
    await expect(tryToPromote(await trained(poisoned))).rejects.toMatchObject({ code: 'PROMOTE_REFUSED' })
    expect(await currentModel(modelsDir)).toBe(live)
  })

  it('nor are they all accepted: of 500 answered in a day 10 are learnt from, and the model passes', async () => {
    const ledger = await createLedger('sqlite::memory:')
    for (let at = 0; at < 500; at++) {
      const { text } = stuffed(at)
      const raw = rawMail(`${at} ${text.own}`, placed(at + 1))
      const from = { name: '', address: `Sender@example.dk` }
      const body = { own: text.own, signature: '', quoted: '', forwarded: '' }
      const parsed = parsedMail(raw, { from, body, messageId: undefined })
      await decided(ledger, raw, { parsed, decision: askAPerson(), deliveries: [], review: true })
      const entry = { ...answerEntry(raw, 'birthe', label('pas')), parsed: undefined, deliveries: [] }
      await ledger.recordAnswer(answerOf(raw, { label: label('pas') }), entry)
    }
    await ledger.judgeCorrections('all', 'accepted', 'dorte')
    const learnt = (await ledger.acceptedCorrections()).map((one) => exampleOf(one, 'udenfor'))
    await ledger.close()
    expect(learnt).toHaveLength(10)
    const id = await trained([...genuine, ...learnt])
    expect(await tryToPromote(id)).toMatchObject({ to: id, objections: [] })
    await promote(modelsDir, live)
  })
})
